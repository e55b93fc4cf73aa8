using System.Globalization;
using System.Text;
using System.Text.Json;
using Agent.Conversations;
using Agent.Host.Cards;
using Agent.Host.Terminal;
using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Orders;
using Agent.Sandbox;
using Microsoft.Extensions.DependencyInjection;

namespace Agent.Host.Chat;

/// <summary>What the console does itself. None of it is a message: an open question stays open.</summary>
internal sealed class SlashCommands(AgentHost host, ChatSession session, Screen screen, EventView view)
{
    private static readonly string[] Names = ["/help", "/new", "/history", "/basket", "/orders", "/lang", "/export", "/exit"];

    private Words Words => view.Words;

    public static bool IsCommand(string line) => line.StartsWith('/');

    /// <returns>False to leave the chat.</returns>
    public async Task<bool> RunAsync(string line)
    {
        var parts = line.Trim().Split(' ', 2, StringSplitOptions.TrimEntries);
        var argument = parts.Length > 1 ? parts[1] : "";
        switch (parts[0].ToLowerInvariant())
        {
            case "/help":
                screen.PrintBlock(Words["help"]);
                break;
            case "/new":
                await session.BeginNewAsync();
                screen.PrintProse(Words["slash.new"], screen.Dim);
                break;
            case "/history":
                await ShowHistoryAsync();
                break;
            case "/basket":
                Draw(await Plugin<BasketPlugin>().ViewBasket(), (BasketView basket) => BasketCard.Draw(basket, Words, view.Width));
                break;
            case "/orders":
                Draw(await Plugin<OrderPlugin>().ListOrders(), (OrderList orders) => OrderCard.List(orders, Words, view.Width));
                break;
            case "/lang":
                Speak(argument);
                break;
            case "/export":
                await ExportAsync(argument);
                break;
            case "/exit":
                return false;
            default:
                screen.PrintProse(Words.Say("slash.unknown", ("command", PlainText.Line(TextWidth.Cut(parts[0], 40))), ("commands", string.Join(' ', Names))), screen.Warning);
                break;
        }

        return true;
    }

    private async Task ShowHistoryAsync()
    {
        var events = await session.ReadAsync(CancellationToken.None);
        if (events.Count == 0) screen.PrintProse(Words["slash.history.empty"], screen.Dim);
        else Replay(events, screen, view);
    }

    private void Speak(string tag)
    {
        if (string.Equals(tag, "auto", StringComparison.OrdinalIgnoreCase))
        {
            session.Language = null;
            screen.PrintProse(Words["slash.lang.auto"], screen.Dim);
        }
        else if (Languages.Find(tag) is { } language)
        {
            session.Language = language;
            view.Speak(language);
            screen.PrintProse(Words["slash.lang"], screen.Dim);
        }
        else
        {
            screen.PrintProse(Words["slash.lang.unknown"], screen.Warning);
        }
    }

    private async Task ExportAsync(string file)
    {
        if (file.Length == 0) file = $"chat-{Words.Local(host.Clock.GetUtcNow()).ToString("yyyyMMdd-HHmm", CultureInfo.InvariantCulture)}.md";
        var events = await session.ReadAsync(CancellationToken.None);
        var text = file.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase)
            ? string.Concat(events.Select(e => JsonSerializer.Serialize(e, AgentJson.Relaxed.TurnEvent) + "\n"))
            : Transcript(events);
        try
        {
            await using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text));
            screen.PrintProse(Words.Say("slash.exported", ("file", Path.GetFullPath(file))), screen.Dim);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            screen.PrintProse(File.Exists(file) ? Words.Say("slash.exists", ("file", file)) : Words.Say("slash.export_failed", ("file", file), ("reason", e.Message)), screen.Warning);
        }
    }

    /// <summary>The conversation as redirected output shows it, as a block that Markdown leaves as it is.</summary>
    private string Transcript(IReadOnlyList<TurnEvent> events)
    {
        using var text = new StringWriter();
        var plain = Screen.Plain(text);
        Replay(events, plain, new EventView(plain, Words.Book, Words.Zone, Words.Language));
        return $"```text\n{text}```\n";
    }

    private static void Replay(IReadOnlyList<TurnEvent> events, Screen screen, EventView view)
    {
        foreach (var e in events)
        {
            if (e is TurnStarted { Text: { } text }) screen.PrintBlock(view.Words["prompt"] + PlainText.Line(TextWidth.Cut(text, 400)));
            view.Show(e);
        }
    }

    private void Draw<T>(Outcome<T> outcome, Func<T, Card> draw)
        where T : class
    {
        if (outcome.Succeeded) screen.PrintBlock(CardRenderer.Render(draw(outcome.Value), screen));
        else screen.PrintProse(Words["slash.unavailable"], screen.Warning);
    }

    private T Plugin<T>() => ActivatorUtilities.CreateInstance<T>(host.Services, new TurnContext
    {
        PersonId = AgentHost.PersonId,
        ConversationId = session.ConversationId,
        TurnId = host.Ids.Next("trn"),
        Language = Words.Language,
        TimeZone = SandboxClock.City,
        Clock = host.Clock,
        Ids = host.Ids,
    });
}

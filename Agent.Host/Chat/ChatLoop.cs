using Agent.Host.Cards;
using Agent.Host.Telemetry;
using Agent.Host.Terminal;
using Agent.Plugins.Payments;
using Agent.Wording;

namespace Agent.Host.Chat;

/// <summary>Reads lines, runs turns, asks for consents. The same on a terminal and with redirected input; what differs is where the lines come from.</summary>
/// <param name="opening">The agent, which may still be opening.</param>
/// <param name="show">Prints an event.</param>
/// <param name="trace">Null where nobody asked to see how turns went.</param>
internal sealed class ChatLoop(ChatOptions options, Screen screen, EventView view, ILineSource lines, Task<AgentHost> opening, Action<TurnEvent> show, TraceTree? trace)
{
    private static readonly TimeSpan LongestFollow = TimeSpan.FromMinutes(2);

    /// <summary>Whoever did not answer by then may be away for long; the next start asks again.</summary>
    private static readonly TimeSpan LongestPending = TimeSpan.FromSeconds(15);

    private Words Words => view.Words;

    /// <summary>A whole chat, to the end of input.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync()
    {
        using var interruption = new Interruption(lines, () => screen.PrintProse(Words["ctrl_c"], screen.Dim));
        var beginning = BeginAsync();
        var first = lines.IsInteractive ? await GreetAndReadAsync(beginning) : null;
        if (!beginning.IsCompleted) screen.ShowStatus(Words["status.opening"]);
        await using var session = await beginning;
        var slash = new SlashCommands(await opening, session, screen, view);

        var asked = session.Facts.OpenConsent;
        if (asked is not null) show(new ConsentRequested(asked));
        while ((first ?? await ReadAsync(asked)) is { } line)
        {
            first = null;
            if (!options.Json && SlashCommands.IsCommand(line))
            {
                if (!await slash.RunAsync(line)) break;
                // A stream's next line no longer follows the question; a person is asked again.
                asked = lines.IsInteractive ? session.Facts.OpenConsent : null;
                continue;
            }

            if (string.IsNullOrWhiteSpace(line) && (asked is null || !lines.IsInteractive)) continue;
            if (asked is not null) screen.ShowStatus(Words["status.thinking"]);
            var answers = asked is not null && !options.Json;
            await interruption.RunAsync(stop => string.IsNullOrWhiteSpace(line) ? session.DecideAsync(asked!.Consent.Id, approved: false, stop) : session.SendAsync(line, answers, stop));
            await TraceAsync();
            asked = session.Facts.OpenConsent;
        }

        return lines.IsInteractive ? Leave() : await EndAsync(session);
    }

    /// <summary>One message, and no answer to any question.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunOneAsync(string message)
    {
        using var interruption = new Interruption(lines, () => { });
        await using var session = await BeginAsync();
        if (!options.Json && SlashCommands.IsCommand(message)) await new SlashCommands(await opening, session, screen, view).RunAsync(message);
        else await session.SendAsync(message, mayAnswerConsent: false, CancellationToken.None);
        await TraceAsync();
        return await CodeAsync(session);
    }

    private async Task<ChatSession> BeginAsync()
    {
        var session = new ChatSession(await opening, show) { Language = options.Language };
        if (!await session.BeginAsync(options.NewConversation, CancellationToken.None)) return session;
        view.Speak(options.Language ?? session.Facts.Language ?? Words.Language);
        if (lines.IsInteractive) screen.PrintProse(Words[session.Facts.HasOpenOrder ? "welcome_back" : "welcome_back.question"], screen.Dim);
        return session;
    }

    /// <summary>Greets and takes the first line while the agent opens. The line is left again when opening fails, or when there is a question to answer first.</summary>
    private async Task<string?> GreetAndReadAsync(Task<ChatSession> beginning)
    {
        screen.PrintProse(Words["greeting"]);
        screen.PrintGap();
        screen.PrintProse(Words["greeting.examples"], screen.Dim);
        foreach (var example in new[] { "greeting.example1", "greeting.example2", "greeting.example3" }) screen.PrintProse(Words[example], screen.Accent, mark: "  ");
        screen.PrintGap();
        screen.PrintProse(Words["greeting.hint"], screen.Dim);
        screen.PrintGap();

        using var leave = new CancellationTokenSource();
        _ = LeaveWhenNeededAsync(beginning, leave);
        try
        {
            return await lines.ReadAsync(Words["prompt"], isAnswer: false, leave.Token) ?? "/exit";
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static async Task LeaveWhenNeededAsync(Task<ChatSession> beginning, CancellationTokenSource leave)
    {
        await Task.WhenAny(beginning);
        if (beginning.IsCompletedSuccessfully && beginning.Result.Facts.OpenConsent is null) return;
        try
        {
            await leave.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // The first line came just before.
        }
    }

    private async Task<string?> ReadAsync(ConsentAsked? asked)
    {
        if (asked is null) return await lines.ReadAsync(Words["prompt"], isAnswer: false, CancellationToken.None);
        if (await lines.DropTypedAheadAsync()) screen.PrintProse(Words["consent.dropped"], screen.Dim);
        var (question, keys) = (Question(asked), Words["consent.keys"] + " ");
        if (TextWidth.Of(question) < screen.Width / 4 * 3) return await lines.ReadAsync($"{question} {keys}", isAnswer: true, CancellationToken.None);
        // On a narrow screen the line that is typed on must not break.
        screen.PrintProse(question);
        return await lines.ReadAsync(keys, isAnswer: true, CancellationToken.None);
    }

    private string Question(ConsentAsked asked) => asked switch
    {
        PaymentAsked pay => Words.Say("consent.pay", ("amount", Words.Amount(pay.Consent.Amount)), ("platform", PlainText.Line(pay.Quote.PlatformName))),
        TransferAsked transfer => Words.Say("consent.transfer", ("title", PlainText.Line(transfer.Title))),
        CancellationAsked cancel => Words.Say(cancel.Lines is null ? "consent.cancel" : "consent.cancel_part", ("number", cancel.Order.Number), ("refund", Words.Amount(cancel.Refund))),
        _ => "",
    };

    private int Leave()
    {
        screen.PrintProse(Words["goodbye"], screen.Dim);
        return ExitCode.Done;
    }

    /// <summary>At the end of redirected input an order that is on its way is followed to the door.</summary>
    private async Task<int> EndAsync(ChatSession session)
    {
        if (session.Facts is { OpenConsent: null, HasOpenOrder: true })
        {
            try
            {
                await session.WhenAsync(facts => !facts.HasPendingOrder).WaitAsync(LongestPending);
                await session.WhenAsync(facts => !facts.HasOpenOrder).WaitAsync(LongestFollow);
            }
            catch (TimeoutException)
            {
                await StatusAsync(Words[session.Facts.HasPendingOrder ? "followed.pending" : "followed"]);
            }
        }

        return await CodeAsync(session);
    }

    private async Task<int> CodeAsync(ChatSession session)
    {
        if (session.Facts.OpenConsent is not { } asked) return session.Facts.Failed ? ExitCode.Failed : ExitCode.Done;
        await StatusAsync(Words[ConsentKeys.Of("consent.left_open", asked)]);
        return ExitCode.ConsentLeftOpen;
    }

    private async Task TraceAsync()
    {
        if (trace?.Take() is { Length: > 0 } tree) await Console.Error.WriteAsync(tree);
    }

    /// <summary>Words about the chat go beside what a program reads.</summary>
    private async Task StatusAsync(string text)
    {
        if (options.Json) await Console.Error.WriteLineAsync(text);
        else screen.PrintProse(text);
    }
}

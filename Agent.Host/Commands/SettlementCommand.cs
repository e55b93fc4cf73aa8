using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using Agent.Host.Cards;
using Agent.Host.Chat;
using Agent.Plugins;
using Agent.Plugins.Payments;
using Agent.Plugins.Storage;
using Agent.Sandbox;
using Agent.Wording;

namespace Agent.Host.Commands;

/// <summary>What each store sold, who bore its discounts, and what it is owed.</summary>
internal static class SettlementCommand
{
    public static Command Create()
    {
        var store = new Option<string?>("--store") { Description = "Only this store.", HelpName = "id" };
        var from = DayOption("--from", "The first day, in the city's time.");
        var to = DayOption("--to", "The last day.");
        var output = new Option<string>("--output") { Description = "text, or json: one list of statements.", HelpName = "text|json", DefaultValueFactory = _ => "text" };
        output.AcceptOnlyFromAmong("text", "json");
        var language = new Option<string?>("--lang") { Description = "Language of the table; without it, the system's.", HelpName = "en|zh|de" };
        language.AcceptOnlyFromAmong([.. Languages.Tags]);
        var database = Books.DatabaseOption();
        var command = new Command("settlement", "What each store sold through each platform, who bears its discounts, what was refunded, and what is owed.") { store, from, to, output, language, database };
        command.SetAction((parsed, cancellation) =>
        {
            var (first, last, only) = (parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(store));
            return last < first
                ? MisusedAsync("--to is before --from; give the later day there.")
                : RunAsync(
                    parsed.GetValue(database),
                    tx => Settlements.Of(tx, only, StartOf(first), StartOf(last?.AddDays(1))),
                    parsed.GetValue(output) == "json" ? null : Languages.Find(parsed.GetValue(language)) ?? Languages.OfSystem,
                    cancellation);
        });
        return command;
    }

    /// <param name="language">Of the table; null for JSON.</param>
    private static Task<int> RunAsync(string? path, Func<ITransaction, IReadOnlyList<Settlement>> read, Language? language, CancellationToken cancellationToken) => Books.RunAsync(path, async books =>
    {
        var statements = await books.ReadAsync(read, cancellationToken);
        if (language is { } of) Console.Out.Write(SettlementTable.Draw(statements, new Words(WordBook.Load(ChatProgram.PromptsFolder, "console"), of, SandboxClock.City)));
        else Console.Out.WriteLine(JsonSerializer.Serialize(statements, PluginsJson.Relaxed.IReadOnlyListSettlement));
    });

    private static async Task<int> MisusedAsync(string message)
    {
        await Console.Error.WriteLineAsync($"agent: {message} Try 'agent settlement --help'.");
        return ExitCode.Usage;
    }

    private static Option<DateOnly?> DayOption(string name, string description) => new(name) { Description = description, HelpName = "2026-02-06", CustomParser = ParseDay };

    private static DateOnly? ParseDay(ArgumentResult result)
    {
        if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        result.AddError($"'{result.Tokens[0].Value}' is not a day; write it as 2026-02-06.");
        return null;
    }

    private static DateTimeOffset? StartOf(DateOnly? day)
    {
        if (day is not { } date) return null;
        var midnight = date.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, SandboxClock.City.GetUtcOffset(midnight));
    }
}

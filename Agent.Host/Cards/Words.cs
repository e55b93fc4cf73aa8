using System.Globalization;
using Agent.Plugins;
using Agent.Wording;

namespace Agent.Host.Cards;

/// <summary>The console's phrases in one language, with amounts and times as that language writes them, in the person's time zone.</summary>
internal sealed record Words(WordBook Book, Language Language, TimeZoneInfo Zone)
{
    public string this[string key] => Book.Say(Language, key);

    public string Say(string key, params ReadOnlySpan<(string Place, object? Value)> values) => Book.Say(Language, key, values);

    public string SayCount(string key, long count) => Book.SayCount(Language, key, count);

    /// <summary>The phrase, or another where a name is not among the known ones.</summary>
    public string SayOr(string key, string otherwise) => Book.Has(key) ? this[key] : otherwise;

    public string Amount(Money money) => Phrases.Amount(money, Language);

    public string Off(Money money) => money.IsZero ? Amount(money) : Amount(-money);

    public string Minutes(int minutes) => Say("minutes", ("minutes", minutes.ToString(CultureInfo.InvariantCulture)));

    public string Clock(DateTimeOffset time) => Phrases.Clock(Local(time));

    public string Window(DateTimeOffset from, DateTimeOffset until) => from == until ? Clock(until) : $"{Clock(from)}–{Clock(until)}";

    public string Day(DateTimeOffset time) => Phrases.Day(Local(time), Language);

    public DateTimeOffset Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, Zone);

    /// <summary>snake_case of an enum's name, as keys are written.</summary>
    public static string Key(Enum value) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}

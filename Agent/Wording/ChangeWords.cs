using System.Globalization;
using System.Text.Json;
using Agent.Plugins;
using Agent.Plugins.Payments;

namespace Agent.Wording;

/// <summary>What is no longer as it was agreed to, as labels and values for replies and cards. The wording is <c>prompts/changes.*.yaml</c>.</summary>
public static class ChangeWords
{
    /// <param name="words">A book with the area "changes".</param>
    public static IReadOnlyList<(string What, string Values)> Of(WordBook words, Language language, TimeZoneInfo zone, IReadOnlyList<ConsentChange> changes) =>
        [.. changes.Select(c => (What(words, language, c), Values(words, language, zone, c)))];

    private static string What(WordBook words, Language language, ConsentChange change)
    {
        var key = "change." + Snake(change.Field.ToString());
        // A fee goes by its kind, whose name is a word of ours.
        var special = $"{key}.{Snake(change.Subject ?? "")}";
        return words.Has(special) ? words.Say(language, special) : words.Say(language, key, ("subject", change.Subject ?? ""));
    }

    private static string Values(WordBook words, Language language, TimeZoneInfo zone, ConsentChange change)
    {
        var how = change.Was is null ? "new" : change.Now is null ? "gone" : "differs";
        // What has no values to show says so in words of its own.
        var own = $"change.{Snake(change.Field.ToString())}.{how}";
        return words.Say(language, words.Has(own) ? own : "change." + how, ("was", Value(words, language, zone, change.Field, change.Was)), ("now", Value(words, language, zone, change.Field, change.Now)));
    }

    private static string Value(WordBook words, Language language, TimeZoneInfo zone, ConsentField field, ConsentValue? value)
    {
        var text = value?.Text ?? value?.Count?.ToString(CultureInfo.InvariantCulture) ?? "";
        var named = $"change.{Snake(field.ToString())}.{Snake(text)}";
        if (words.Has(named)) return words.Say(language, named);
        return value switch
        {
            { Amount: { } amount } => Phrases.Amount(amount, language),
            { At: { } at } => Phrases.Clock(TimeZoneInfo.ConvertTime(at, zone)),
            _ => text,
        };
    }

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}

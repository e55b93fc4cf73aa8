using System.Globalization;
using Agent.Plugins.Menu;
using YamlDotNet.RepresentationModel;

namespace Agent.Plugins.Files;

/// <summary>One node of a data file; every reading of it that fails says where and what is expected.</summary>
/// <remarks>A class, so that lists and queries over it run on the framework's precompiled code at start.</remarks>
internal sealed record YamlValue(string File, YamlNode Node, FileKind Kind)
{
    private const int LongestText = 400;

    public ShopException Broken(string what) => YamlFile.Broken(File, (int)Math.Max(1, Node.Start.Line), what, Kind);

    /// <summary>Another node of the same file.</summary>
    public YamlValue At(YamlNode node) => this with { Node = node };

    /// <param name="what">With its article, as a message names it: "a store".</param>
    public YamlMap Map(string what, params string[] keys) =>
        Node is YamlMappingNode map ? new YamlMap(this, map, what, keys) : throw Broken($"{what} is expected here, written as keys and values");

    public IReadOnlyList<YamlValue> List()
    {
        if (Node is not YamlSequenceNode list) throw Broken("a list is expected here, written as '- …' lines or as [a, b]");
        return [.. list.Children.Select(At)];
    }

    public string Text()
    {
        if (Node is not YamlScalarNode { Value: { } text } || string.IsNullOrWhiteSpace(text)) throw Broken("a text is expected here, and it may not be empty");
        if (text.Length > LongestText) throw Broken($"the text has {text.Length} characters; shorten it to {LongestText}");
        return HasControls(text) ? throw Broken("the text has control characters or line breaks; remove them") : text;
    }

    public string Id()
    {
        var text = Text();
        foreach (var c in text)
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('-' or '_')) throw Broken($"'{text}' is not an id; use small letters, digits, '-' and '_'");
        return text;
    }

    public LocalizedText Localized()
    {
        var map = Map("a text in three languages", "en", "zh", "de");
        return new LocalizedText(map["en"].Text(), map["zh"].Text(), map["de"].Text());
    }

    public bool Flag() => Text() switch
    {
        "true" => true,
        "false" => false,
        var other => throw Broken($"'{other}' is neither true nor false"),
    };

    public int Integer(int least, int most)
    {
        var text = Text();
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Broken($"'{text}' is not a whole number from {least} to {most}");
    }

    /// <summary>An amount as "15.00".</summary>
    public Money Amount(long leastMinor, long mostMinor)
    {
        var text = Text();
        var digits = text.AsSpan(text.StartsWith('-') ? 1 : 0);
        if (digits.Length < 4 || digits[^3] != '.' || !long.TryParse(digits[..^3], NumberStyles.None, CultureInfo.InvariantCulture, out var whole)
            || !long.TryParse(digits[^2..], NumberStyles.None, CultureInfo.InvariantCulture, out var rest) || whole > 1_000_000)
            throw Broken($"'{text}' is not an amount; write it with two decimals, as \"15.00\"");
        var minor = (whole * 100 + rest) * (text.StartsWith('-') ? -1 : 1);
        if (minor < 0 && leastMinor >= 0) throw Broken($"{text} is negative; an amount of at least {Shown(leastMinor)} is expected");
        return minor >= leastMinor && minor <= mostMinor
            ? new Money(minor, Kind.Currency)
            : throw Broken($"{text} is out of bounds; {Shown(leastMinor)} to {Shown(mostMinor)} is expected");
    }

    /// <summary>A percentage as "2.5", in hundredths of a percent.</summary>
    public int Percent(int mostPercent)
    {
        var text = Text();
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent <= mostPercent && decimal.IsInteger(percent * 100)
            ? (int)(percent * 100)
            : throw Broken($"'{text}' is not a percentage; write a number from 0 to {mostPercent} with at most two decimals");
    }

    /// <summary>A rating as "4.7", in tenths.</summary>
    public int Rating()
    {
        var text = Text();
        return text is [>= '0' and <= '5', '.', >= '0' and <= '9'] && (text[0] < '5' || text[2] == '0')
            ? (text[0] - '0') * 10 + (text[2] - '0')
            : throw Broken($"'{text}' is not a rating; write one from \"0.0\" to \"5.0\"");
    }

    /// <summary>Opening hours as "09:00-22:30"; "always" for round the clock.</summary>
    public OpeningHours Hours()
    {
        var text = Text();
        if (text == "always") return OpeningHours.Always;
        var parts = text.Split('-');
        if (parts.Length != 2 || !IsTime(parts[0], out var opens) || !IsTime(parts[1], out var closes))
            throw Broken($"'{text}' are not opening hours; write \"09:00-22:30\" (an earlier closing time is on the next day) or \"always\"");
        return opens == closes ? throw Broken($"'{text}' opens and closes at the same time; write \"always\" for round the clock") : new OpeningHours(opens, closes);
    }

    /// <summary>A day as "2026-02-06": its first moment in the city.</summary>
    public DateTimeOffset Day()
    {
        var text = Text();
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Kind.Offset)
            : throw Broken($"'{text}' is not a day; write \"2026-02-28\"");
    }

    /// <summary>A moment as "2026-02-06 12:30", on the city's clock.</summary>
    public DateTimeOffset Moment()
    {
        var text = Text();
        return DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            ? new DateTimeOffset(moment, Kind.Offset)
            : throw Broken($"'{text}' is not a moment; write \"2026-02-06 12:30\"");
    }

    /// <summary>One of a set of names.</summary>
    /// <param name="noun">What it would be, with its article: "a category".</param>
    /// <param name="where">What to do about a name that is not of the set; null lists the set.</param>
    public string OneOf(IReadOnlyCollection<string> known, string noun, string? where = null)
    {
        var text = Text();
        return known.Contains(text) ? text : throw Broken($"'{text}' is not {noun}{Spelling.Hint(text, known)}; {where ?? $"write one of {string.Join(", ", known)}"}");
    }

    private static bool HasControls(string text)
    {
        foreach (var c in text)
            if (char.IsControl(c)) return true;
        return false;
    }

    private static bool IsTime(string text, out TimeOnly time) => TimeOnly.TryParseExact(text.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    private static string Shown(long minor) => string.Create(CultureInfo.InvariantCulture, $"{minor / 100m:0.00}");
}

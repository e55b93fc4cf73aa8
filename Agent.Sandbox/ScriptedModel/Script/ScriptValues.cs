using System.Globalization;
using System.Text;
using Agent.Plugins.Files;
using YamlDotNet.RepresentationModel;

namespace Agent.Sandbox.ScriptedModel.Script;

/// <summary>Readings that only scripts need.</summary>
internal static class ScriptValues
{
    private const int LongestPassage = 1_000_000;

    /// <summary>Any text, also an empty one and one of several lines.</summary>
    public static string Passage(this YamlValue value)
    {
        if (value.Node is not YamlScalarNode { Value: { } text }) throw value.Broken("a text is expected here");
        return text.Length <= LongestPassage ? text : throw value.Broken($"the text has {text.Length} characters; shorten it to {LongestPassage}");
    }

    /// <summary>A length of time as "250ms", "2s" or "1m"; an hour at most.</summary>
    public static TimeSpan Duration(this YamlValue value)
    {
        var text = value.Text();
        var digits = text.AsSpan().TrimEnd("smh");
        var unit = text.AsSpan(digits.Length) switch
        {
            "ms" => 1,
            "s" => 1_000,
            "m" => 60_000,
            _ => 0,
        };
        return unit > 0 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && (long)number * unit <= 3_600_000
            ? TimeSpan.FromMilliseconds((long)number * unit)
            : throw value.Broken($"'{text}' is not a length of time; write it like 250ms, 2s or 1m, an hour at most");
    }

    /// <summary>Rounds as "2", "1-3" or "2-".</summary>
    public static (int Least, int Most) Rounds(this YamlValue value)
    {
        var text = value.Text();
        var parts = text.Split('-');
        if (parts.Length <= 2 && TryRound(parts[0], out var least))
        {
            if (parts.Length == 1) return (least, least);
            if (parts[1].Length == 0) return (least, int.MaxValue);
            if (TryRound(parts[1], out var most) && most >= least) return (least, most);
        }

        throw value.Broken($"'{text}' is not a round; write 0 for the first answer after a user message, \"1-3\" for a range or \"2-\" for all from there");
    }

    public static TextMatch Match(this YamlValue value)
    {
        switch (value.Node)
        {
            case YamlScalarNode:
                return TextMatch.Contains(value.Text());
            case YamlSequenceNode:
                var any = value.List();
                return any.Count > 0 ? TextMatch.Any([.. any.Select(Match)]) : throw value.Broken("the list is empty; name at least one text");
        }

        var map = value.Map("a text to look for", "is", "contains", "matches");
        var given = new[] { "is", "contains", "matches" }.Where(k => map.Find(k) is not null).ToArray();
        if (given.Length != 1) throw value.Broken("a text to look for has exactly one of is, contains, matches");
        var text = map[given[0]].Text();
        if (given[0] == "is") return TextMatch.Is(text);
        if (given[0] == "contains") return TextMatch.Contains(text);
        try
        {
            return TextMatch.Matches(text);
        }
        catch (ArgumentException e)
        {
            throw map["matches"].Broken($"'{text}' is not a regular expression: {e.Message}");
        }
    }

    /// <summary>Arguments as keys and values, in JSON.</summary>
    public static Template Arguments(this YamlValue value)
    {
        var parts = new List<TemplatePart>();
        JsonParts.Write(value, parts, 0);
        return new Template(Join(parts));
    }

    /// <summary>Neighbouring literals become one.</summary>
    private static List<TemplatePart> Join(List<TemplatePart> parts)
    {
        var joined = new List<TemplatePart>();
        var literal = new StringBuilder();
        foreach (var part in parts)
        {
            if (part.Hole is null)
            {
                literal.Append(part.Literal);
                continue;
            }

            if (literal.Length > 0) joined.Add(TemplatePart.Of(literal.ToString()));
            literal.Clear();
            joined.Add(part);
        }

        if (literal.Length > 0) joined.Add(TemplatePart.Of(literal.ToString()));
        return joined;
    }

    private static bool TryRound(string text, out int round) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out round) && round <= 10_000;
}

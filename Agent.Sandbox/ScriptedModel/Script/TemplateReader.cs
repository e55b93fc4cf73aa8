using System.Globalization;
using System.Text.RegularExpressions;
using Agent.Plugins;
using Agent.Plugins.Files;

namespace Agent.Sandbox.ScriptedModel.Script;

/// <summary>Finds the holes of a text: <c>{{result.search_menu.hits[0].item_id}}</c>.</summary>
internal static partial class TemplateReader
{
    private const string Expected = "write {{result.FUNCTION.path}} with a path like hits[0].item_id, {{user}}, {{model}} or {{round}}; '| text', '| money', '| money zh', '| money de' or '| clock' may follow";

    public static Template Read(YamlValue at, string text) => new(Parts(at, text, Filling.Text));

    /// <param name="filling">Of the holes.</param>
    public static IReadOnlyList<TemplatePart> Parts(YamlValue at, string text, Filling filling)
    {
        var parts = new List<TemplatePart>();
        var from = 0;
        while (text.IndexOf("{{", from, StringComparison.Ordinal) is var open and >= 0)
        {
            var close = text.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0) throw at.Broken("'{{' has no '}}'; close it");
            if (open > from) parts.Add(TemplatePart.Of(text[from..open]));
            from = close + 2;
            parts.Add(new TemplatePart("", ReadHole(at, text[open..from]), filling));
        }

        if (from < text.Length || parts.Count == 0) parts.Add(TemplatePart.Of(text[from..]));
        return parts;
    }

    private static Hole ReadHole(YamlValue at, string written)
    {
        var match = Pattern().Match(written);
        if (!match.Success) throw at.Broken($"'{written}' is not understood; {Expected}");
        var source = match.Groups["value"].Value switch
        {
            "user" => HoleSource.User,
            "model" => HoleSource.Model,
            "round" => HoleSource.Round,
            _ => HoleSource.Result,
        };
        var form = match.Groups["form"].Value switch
        {
            "" => HoleForm.Plain,
            "text" => HoleForm.Text,
            "clock" => HoleForm.Clock,
            _ => HoleForm.Money,
        };
        if (source != HoleSource.Result && form is HoleForm.Money or HoleForm.Clock) throw at.Broken($"'{written}' shows as an amount or time what is none; {Expected}");
        var language = match.Groups["form"].Value switch
        {
            "money zh" => Language.Chinese,
            "money de" => Language.German,
            _ => Language.English,
        };
        return new Hole(ScriptReader.Place(at), written, source, match.Groups["function"].Value, [.. Steps().Matches(match.Groups["path"].Value).Select(Step)], form, language);
    }

    private static PathStep Step(Match match) =>
        match.Groups["name"] is { Success: true, Value: var name } ? new PathStep(name, 0) : new PathStep(null, int.Parse(match.Groups["index"].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^\{\{ *(?:(?<value>user|model|round)|result\.(?<function>[A-Za-z0-9_-]+)(?<path>(?:\.[A-Za-z0-9_-]+|\[-?[0-9]{1,6}\])*)) *(?:\| *(?<form>text|clock|money(?: zh| de| en)?) *)?\}\}$", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"\.(?<name>[A-Za-z0-9_-]+)|\[(?<index>-?[0-9]+)\]", RegexOptions.ExplicitCapture)]
    private static partial Regex Steps();
}

using System.Globalization;
using Agent.Plugins.Files;
using YamlDotNet.RepresentationModel;

namespace Agent.Sandbox.ScriptedModel.Script;

/// <summary>Reads a script; what is wrong is told with file, line and what is expected.</summary>
internal static class ScriptReader
{
    private const int MostTimes = 1_000_000;

    public static ModelScript Read(YamlValue file)
    {
        var map = file.Map("a script", "models", "rules", "else");
        var models = map.Find("models") is { } named ? Unique.Of(named.List(), "model", m => m.Text()) : ["scripted"];
        if (models.Count == 0) throw map["models"].Broken("no model is named; name at least one or remove 'models'");
        var rules = map.List("rules").Select(ReadRule).ToList();
        if (map.Find("else") is { } otherwise) rules.Add(new Rule(Place(otherwise), Condition.None, null, ByRound: false, [AnswerReader.Read(otherwise)]));
        return rules.Count > 0 ? new ModelScript(models, rules) : throw file.Broken("the script answers nothing; give it rules or an else");
    }

    public static string Place(YamlValue at) => string.Create(CultureInfo.InvariantCulture, $"{at.File}, line {Math.Max(1, at.Node.Start.Line)}");

    private static Rule ReadRule(YamlValue entry)
    {
        var map = entry.Map("a rule", "when", "times", "answer", "rounds");
        var when = map.Find("when") is { } condition ? ReadCondition(condition) : Condition.None;
        var times = map.Find("times")?.Integer(1, MostTimes);
        switch (map.Find("answer"), map.Find("rounds"))
        {
            case ({ } answer, null):
                return new Rule(Place(entry), when, times, ByRound: false, [AnswerReader.Read(answer)]);
            case (null, { } rounds):
                if (when.Round is not null) throw rounds.Broken("the rule's 'when' already names a round; give 'answer' instead of 'rounds'");
                if (times is not null) throw rounds.Broken("'times' counts one answer; write a rule of its own, with 'round' under 'when', above this one");
                Answer[] answers = [.. rounds.List().Select(AnswerReader.Read)];
                return answers.Length > 0 ? new Rule(Place(entry), when, null, ByRound: true, answers) : throw rounds.Broken("there are no rounds; list at least one answer");
            default:
                throw entry.Broken("a rule has exactly one of answer, rounds");
        }
    }

    private static Condition ReadCondition(YamlValue value)
    {
        var map = value.Map("a condition", "user", "system", "model", "round", "result");
        return new Condition(map.Find("user")?.Match(), map.Find("system")?.Match(), map.Find("model")?.Match(), map.Find("round")?.Rounds(), map.Find("result") is { } results ? ReadResults(results) : []);
    }

    private static (string Function, TextMatch Text)[] ReadResults(YamlValue value)
    {
        if (value.Node is not YamlMappingNode { Children.Count: > 0 } map) throw value.Broken("functions and what their results contain are expected here, as { search_menu: taro }");
        return [.. map.Children.Select(c => (value.At(c.Key).Text(), value.At(c.Value).Match()))];
    }
}

using System.Text.RegularExpressions;
using Agent.Plugins;
using Agent.Wording;

namespace Agent.Tests.Express;

public class ExpressWordingTests
{
    private static readonly WordBook Words = WordBook.Load(Path.Combine(AppContext.BaseDirectory, "prompts"), "express");

    [Theory]
    [InlineData(Language.English, @"language model|as an ai|\bi can(not|'t)\b|\bi am (not able|unable)\b|unable to|not able to|no hands|physical|other app|yourself")]
    [InlineData(Language.Chinese, "语言模型|人工智能|无法|做不到|没有能力|没有手|不能帮|请您自行|其他应用")]
    [InlineData(Language.German, @"sprachmodell|künstliche intelligenz|\bich kann (das |es )?(leider )?nicht\b|nicht in der lage|keine hände|unfähig|andere app")]
    public void No_wording_says_that_it_cannot_act_by_nature(Language language, string forbidden)
    {
        foreach (var key in Words.Keys)
        {
            var text = Words.Say(language, key, [.. Places(key).Select(p => (p, (object?)"x"))]);
            Regex.IsMatch(text, forbidden, RegexOptions.IgnoreCase).ShouldBeFalse($"{key}: {text}");
        }
    }

    [Fact]
    public void Every_topic_of_talk_has_an_answer()
    {
        foreach (var tag in new[] { "en", "zh", "de" })
            foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "prompts", $"lexicon.{tag}.yaml")).Where(l => l.StartsWith("act/talk_", StringComparison.Ordinal)))
                Words.Has("talk." + line["act/talk_".Length..line.IndexOf(':')]).ShouldBeTrue(line);
    }

    [Fact]
    public void Every_option_that_is_understood_has_a_name()
    {
        foreach (var tag in new[] { "en", "zh", "de" })
            foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "prompts", $"lexicon.{tag}.yaml")).Where(l => l.StartsWith("option/", StringComparison.Ordinal) || l.StartsWith("loose/", StringComparison.Ordinal)))
                Words.Has("option." + line[(line.IndexOf('/') + 1)..line.IndexOf(':')].Split(',')[0]).ShouldBeTrue(line);
    }

    private static IEnumerable<string> Places(string key) => ["count", "item", "options", "store", "price", "platforms", "platform", "group", "most", "option", "line", "amount", "place", "street", "day", "time", "note", "lines", "total", "minutes", "parts", "title", "from", "until", "causes", "method", "code", "titles", "number", "items", "state", "courier", "reason", "fee", "refund", "methods", "vouchers", "names", "stores", "open", key];
}

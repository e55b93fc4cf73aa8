using System.Text.RegularExpressions;
using Agent.Conversations;
using Agent.Express.Understanding;
using Agent.Plugins;
using Agent.Wording;

namespace Agent.Tests.Express;

/// <summary>What the fallback words and receipts tell people to say must be something that express understands.</summary>
public sealed partial class AdviceTests
{
    [Theory]
    [InlineData("fallback")]
    [InlineData("receipt")]
    public void Whatever_people_are_told_to_say_is_understood(string area)
    {
        var words = WordBook.Load(Path.Combine(AppContext.BaseDirectory, "prompts"), area);
        var misunderstood = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var language in Enum.GetValues<Language>())
        {
            var state = new DialogueState { Language = language, Now = Testing.VirtualTime.Noon };
            foreach (var key in words.Keys)
            {
                var text = words.Say(language, key, [.. words.Places(key).Select(p => (p, (object?)("{" + p + "}")))]);
                foreach (Match quoted in Quoted().Matches(text))
                {
                    var advice = quoted.Groups[1].Value;
                    if (advice.Contains('{')) continue;
                    var meant = Table.Client.Understand(advice, state);
                    if (meant.Intent is Intent.Empty or Intent.Mention or Intent.Talk) misunderstood.Add($"{language}: {advice} => {Notation.Of(meant)}");
                }
            }
        }

        misunderstood.ShouldBeEmpty();
    }

    [GeneratedRegex("[“„\"]([^“”„\"]+)[”“\"]")]
    private static partial Regex Quoted();
}

using System.Text;
using Agent.Conversations;
using Agent.Express.Understanding;
using Agent.Plugins;

namespace Agent.Tests.Express;

/// <summary>What each utterance is understood as, in a short notation: see <see cref="Notation"/>.</summary>
public class UnderstandingTests
{
    [Theory]
    [MemberData(nameof(English))]
    public void English_is_understood(string said, string meant) => Read(Language.English, said).ShouldBe(meant);

    [Theory]
    [MemberData(nameof(Chinese))]
    public void Chinese_is_understood(string said, string meant) => Read(Language.Chinese, said).ShouldBe(meant);

    [Theory]
    [MemberData(nameof(German))]
    public void German_is_understood(string said, string meant) => Read(Language.German, said).ShouldBe(meant);

    public static TheoryData<string, string> English => Utterances.Of("en");

    public static TheoryData<string, string> Chinese => Utterances.Of("zh");

    public static TheoryData<string, string> German => Utterances.Of("de");

    private static string Read(Language language, string said) =>
        Notation.Of(Table.Client.Understand(said, new DialogueState { Language = language, Now = new DateTimeOffset(2026, 2, 6, 12, 0, 0, TimeSpan.FromHours(8)) }));
}

/// <summary>"Order | 2 taro milk tea [size.large, sugar.half] | to office | at 18:30 | Cheapest".</summary>
internal static class Notation
{
    public static string Of(Utterance said)
    {
        List<string> parts = [said.Intent.ToString()];
        foreach (var wish in said.Wishes) parts.Add(Of(wish));
        if (said.Address is not null) parts.Add("to " + said.Address);
        if (said.Pickup) parts.Add("pickup");
        if (said.Gift is { } gift) parts.Add(gift ? "gift" + (said.Recipient is { } friend ? " for " + friend : "") : "no gift");
        if (said.NewAddress is { } address) parts.Add($"{(address.OfFriend ? "friend " : "")}{address.Label ?? "?"}: {address.Street ?? "?"}{(address.Send ? ", send" : "")}");
        if (said.Time is not null) parts.Add("at " + said.Time);
        if (said.Note is not null) parts.Add("note " + said.Note);
        if (said.MaxPriceMinor is { } most) parts.Add("below " + most);
        foreach (var diet in said.Dietary) parts.Add(diet);
        if (said.Prefer is { } prefer) parts.Add(prefer.ToString());
        if (said.Method is not null) parts.Add("by " + said.Method);
        if (said.Redress is { } redress) parts.Add("rather " + redress);
        if (said.Topic is not null) parts.Add(said.Topic);
        if (said.Partly) parts.Add("partly");
        return string.Join(" | ", parts);
    }

    private static string Of(Wish wish)
    {
        var text = new StringBuilder();
        if (wish.Kind != WishKind.Add) text.Append(wish.Kind.ToString().ToLowerInvariant()).Append(' ');
        if (wish.Onto) text.Append("onto ");
        if (wish.Reference is not null) text.Append('<').Append(wish.Reference).Append("> ");
        if (wish.Ordinal is not null) text.Append('#').Append(wish.Ordinal).Append(' ');
        if (wish.Quantity is not null) text.Append(wish.Quantity).Append(' ');
        text.Append(wish.FullWords);
        if (wish.Words != wish.FullWords) text.Append(" ~ ").Append(wish.Words);
        if (wish.Choices.Count > 0) text.Append(" [").Append(string.Join(", ", wish.Choices.Select(c => c.Split(',')[0]))).Append(']');
        if (wish.Without.Count > 0) text.Append(" -[").Append(string.Join(", ", wish.Without)).Append(']');
        return text.Replace("  ", " ").ToString().Trim();
    }
}

internal static class Utterances
{
    /// <summary>Lines "utterance => meaning" of Utterances.LANGUAGE.txt; # starts a comment.</summary>
    public static TheoryData<string, string> Of(string language)
    {
        var data = new TheoryData<string, string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Express", $"Utterances.{language}.txt")))
        {
            if (line.Length == 0 || line[0] == '#') continue;
            var arrow = line.IndexOf(" => ", StringComparison.Ordinal);
            data.Add(line[..arrow], line[(arrow + 4)..]);
        }

        return data;
    }
}

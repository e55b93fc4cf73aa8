using Agent.Guarding;
using Agent.Plugins;

namespace Agent.Tests.Guarding;

/// <summary>What models answer, good and bad, streamed through the guard in pieces.</summary>
public sealed class ReplyCorpusTests
{
    private const int Seed = 20260206;

    /// <summary>Whole, by character, by word or so, and twice at random.</summary>
    private static readonly int[] Chunkings = [int.MaxValue, 1, 4, -1, -2];

    [Fact]
    public void At_most_one_good_reply_in_a_hundred_is_altered()
    {
        var (all, altered) = (0, new List<string>());
        foreach (var language in Enum.GetValues<Language>())
        {
            var replies = Lines("GoodReplies", language);
            replies.Length.ShouldBeGreaterThanOrEqualTo(100);
            all += replies.Length;
            foreach (var reply in replies)
                if (Chunkings.Any(c => Stream(language, reply, c) is var (shown, refused) && (refused is not null || shown != reply)) || NoHands.Claims(reply) || DeedClaims.In(reply, hasOrders: true) != Deed.None || OtherPlatform(language, reply) is not null) altered.Add($"{reply} [{Stream(language, reply, 1).Refused}]");
        }

        all.ShouldBeGreaterThanOrEqualTo(300);
        altered.Count.ShouldBeLessThanOrEqualTo(all / 100, string.Join('\n', altered));
    }

    [Fact]
    public void Every_planted_error_is_caught()
    {
        foreach (var language in Enum.GetValues<Language>())
        {
            var lines = Lines("BadReplies", language);
            lines.Length.ShouldBeGreaterThanOrEqualTo(40);
            var missed = new List<string>();
            foreach (var line in lines)
            {
                var (kind, reply) = (line[..line.IndexOf(' ')], line[(line.IndexOf('|') + 2)..]);
                foreach (var chunking in Chunkings)
                {
                    var (_, refused) = Stream(language, reply, chunking);
                    var caught = kind switch { "claim" => NoHands.Claims(reply), "deed" => DeedClaims.In(reply) != Deed.None, "platform" => OtherPlatform(language, reply) is not null, _ => refused is { } figure && GuardReport.Name(figure.Kind) == kind };
                    if (!caught) missed.Add($"{line} [{chunking}: {refused}]");
                }
            }

            missed.ShouldBeEmpty($"{language}: {string.Join('\n', missed)}");
        }
    }

    [Fact]
    public void What_is_held_is_never_longer_than_a_span_may_be()
    {
        foreach (var language in Enum.GetValues<Language>())
        {
            foreach (var reply in Lines("GoodReplies", language))
            {
                var guard = new TeaRound(language).Guard();
                var (pushed, shown) = (0, 0);
                foreach (var c in reply)
                {
                    shown += guard.Push(c.ToString()).Length;
                    (++pushed - shown).ShouldBeLessThanOrEqualTo(ReplyGuard.LongestHeld, reply);
                }
            }
        }
    }

    private static string? OtherPlatform(Language language, string reply) => PlatformNames.FindUnsourced(reply, new TeaRound(language).Sources(), TeaRound.Zone);

    private static (string Shown, Figure? Refused) Stream(Language language, string reply, int chunking)
    {
        var random = new Random(Seed + chunking);
        var guard = new TeaRound(language).Guard();
        var shown = "";
        for (var at = 0; at < reply.Length;)
        {
            var size = Math.Min(chunking > 0 ? chunking : random.Next(1, 9), reply.Length - at);
            shown += guard.Push(reply.Substring(at, size));
            at += size;
        }

        return (shown + guard.Finish(), guard.Refused);
    }

    private static string[] Lines(string file, Language language)
    {
        var code = language switch { Language.Chinese => "zh", Language.German => "de", _ => "en" };
        return [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Guarding", $"{file}.{code}.txt")).Select(l => l.Replace("\\n", "\n", StringComparison.Ordinal))];
    }
}

using System.Text;
using Agent.Plugins.Storage;

namespace Agent.Conversations;

/// <summary>What was said in a conversation, as it was stored.</summary>
public static class Transcript
{
    /// <summary>The turns up to a moment, oldest first: what the person wrote (null for a pressed button) and what stood as the answer.</summary>
    public static IReadOnlyList<SaidTurn> Read(ITransaction tx, string personId, string conversationId, DateTimeOffset until)
    {
        var turns = new List<SaidTurn>();
        var (segments, order) = (new Dictionary<int, StringBuilder>(), new List<int>());
        foreach (var e in ConversationStore.Read(tx, personId, conversationId, 0).TakeWhile(e => e.At <= until))
        {
            switch (e)
            {
                case TurnStarted started:
                    Close();
                    turns.Add(new SaidTurn(started.At, started.Text, ""));
                    break;
                case TextDelta delta:
                    if (!segments.TryGetValue(delta.Segment, out var text))
                    {
                        segments[delta.Segment] = text = new StringBuilder();
                        order.Add(delta.Segment);
                    }

                    text.Append(delta.Text);
                    break;
                case TextDiscarded discarded:
                    segments.Remove(discarded.Segment);
                    break;
            }
        }

        Close();
        return turns;

        void Close()
        {
            if (turns.Count > 0) turns[^1] = turns[^1] with { Answer = string.Join(' ', order.Where(segments.ContainsKey).Select(s => segments[s].ToString().Trim())).Trim() };
            segments.Clear();
            order.Clear();
        }
    }
}

/// <param name="Message">What the person wrote; null for a pressed button.</param>
public sealed record SaidTurn(DateTimeOffset At, string? Message, string Answer);

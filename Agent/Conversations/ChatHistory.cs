using System.Text;
using Microsoft.Extensions.AI;

namespace Agent.Conversations;

/// <summary>Who said what, bounded: the latest messages, each cut where it is very long. Withdrawn segments were never said.</summary>
internal sealed class ChatHistory
{
    public const int MostMessages = 24;
    private const int MostCharacters = 4_000;

    private readonly Queue<(ChatRole Role, string Text)> _said = new();
    private readonly SortedDictionary<int, StringBuilder> _segments = [];

    public void Fold(TurnEvent e)
    {
        switch (e)
        {
            case TurnStarted { Text: { } text }:
                Add(ChatRole.User, text);
                break;
            case TextDelta delta:
                if (!_segments.TryGetValue(delta.Segment, out var segment)) _segments.Add(delta.Segment, segment = new StringBuilder());
                segment.Append(delta.Text);
                break;
            case TextDiscarded discarded:
                _segments.Remove(discarded.Segment);
                break;
            case TurnCompleted or TurnFailed when _segments.Count > 0:
                Add(ChatRole.Assistant, string.Join('\n', _segments.Values));
                _segments.Clear();
                break;
        }
    }

    public List<ChatMessage> Messages() => [.. _said.Select(m => new ChatMessage(m.Role, m.Text))];

    private void Add(ChatRole role, string text)
    {
        _said.Enqueue((role, text.Length <= MostCharacters ? text : text[..MostCharacters] + "…"));
        if (_said.Count > MostMessages) _said.Dequeue();
    }
}

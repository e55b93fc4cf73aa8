using System.Text;
using Microsoft.Extensions.AI;

namespace Agent.Conversations;

/// <summary>
/// Who said what, bounded: the latest messages word for word, each cut where it is very long; of those before them, what the person said. Withdrawn segments were never said.
/// Messages leave in blocks, so that a model's prompt keeps its beginning, and with it the provider's cache, for many turns.
/// </summary>
internal sealed class ChatHistory
{
    public const int MostMessages = 24;
    private const int MostCharacters = 4_000;
    private const int Block = MostMessages / 2;
    private const int MostEarlier = 40;
    private const int MostEarlierCharacters = 200;

    private readonly List<(ChatRole Role, string Text)> _said = [];
    private readonly Queue<string> _earlier = new();
    private readonly SortedDictionary<int, StringBuilder> _segments = [];

    /// <summary>What the person said before the oldest of <see cref="Messages"/>.</summary>
    public IReadOnlyList<string> Earlier => [.. _earlier];

    /// <summary>How many of the person's messages not even <see cref="Earlier"/> holds.</summary>
    public int Forgotten { get; private set; }

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
        _said.Add((role, Cut(text, MostCharacters)));
        if (_said.Count <= MostMessages) return;
        foreach (var (left, said) in _said.Take(Block))
        {
            if (left != ChatRole.User) continue;
            _earlier.Enqueue(Cut(said, MostEarlierCharacters).ReplaceLineEndings(" "));
            if (_earlier.Count <= MostEarlier) continue;
            _earlier.Dequeue();
            Forgotten++;
        }

        _said.RemoveRange(0, Block);
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most] + "…";
}

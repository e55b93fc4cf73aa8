namespace Agent.Planning;

/// <summary>The text of one turn, in segments between function calls.</summary>
internal sealed class ReplyText(TurnScope scope, int most)
{
    private int _segment;
    private int _offset;
    private int _length;

    /// <summary>Whether anything was said that still stands.</summary>
    public bool Said { get; private set; }

    /// <summary>Whether the turn has said as much as it may.</summary>
    public bool Full => _length >= most;

    /// <summary>Text from a chat client.</summary>
    public async ValueTask WriteAsync(string text)
    {
        if (text.Length > most - _length) text = text[..(most - _length)];
        if (text.Length == 0) return;
        _length += text.Length;
        await ShowAsync(text);
    }

    /// <summary>The agent's own words, in a segment of their own.</summary>
    public async ValueTask SayAsync(string text)
    {
        await EndSegmentAsync();
        await ShowAsync(text);
    }

    public ValueTask EndSegmentAsync()
    {
        if (_offset == 0) return ValueTask.CompletedTask;
        (_segment, _offset) = (_segment + 1, 0);
        return ValueTask.CompletedTask;
    }

    private async ValueTask ShowAsync(string text)
    {
        await scope.ShowAsync(new TextDelta(_segment, _offset, text));
        _offset += text.Length;
        Said = true;
    }
}

namespace Agent.Host.Terminal;

/// <summary>Lines from redirected input, or from a terminal that cannot edit.</summary>
/// <param name="echo">Where each line is shown behind its prompt, so that the output reads as a conversation; null to show nothing.</param>
internal sealed class StreamLines(TextReader input, Screen? echo) : ILineSource
{
    public bool IsInteractive => false;

    public async Task<string?> ReadAsync(string prompt, bool isAnswer, CancellationToken cancellationToken)
    {
        // Console input has no asynchronous read: it would block the caller.
        var line = await Task.Run(() => ReadLine(input), cancellationToken).WaitAsync(cancellationToken);
        if (line is not null) echo?.PrintBlock(prompt + PlainText.Line(TextWidth.Cut(line, 400)));
        return line;
    }

    public Task<bool> DropTypedAheadAsync() => Task.FromResult(false);

    public bool ClearLine() => false;

    /// <summary>A line without its end. What goes on beyond the bound of a line is read and left out of it, so that one endless line does not fill the memory.</summary>
    private static string? ReadLine(TextReader input)
    {
        var line = new System.Text.StringBuilder();
        while (true)
        {
            var c = input.Read();
            if (c < 0) return line.Length == 0 ? null : line.ToString();
            if (c == '\n') return line.ToString().TrimEnd('\r');
            if (line.Length <= 4 * LineEditor.MostCharacters) line.Append((char)c);
        }
    }
}

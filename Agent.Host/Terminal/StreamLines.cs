namespace Agent.Host.Terminal;

/// <summary>Lines from redirected input, or from a terminal that cannot edit.</summary>
/// <param name="screen">Where prompts are shown; null to show nothing.</param>
/// <param name="isTerminal">The terminal shows what is typed. Redirected lines are shown behind their prompts, so that the output reads as a conversation.</param>
internal sealed class StreamLines(TextReader input, Screen? screen, bool isTerminal) : ILineSource
{
    public bool IsInteractive => false;

    public async Task<string?> ReadAsync(string prompt, bool isAnswer, CancellationToken cancellationToken)
    {
        // A question is shown before it is answered, whoever answers.
        var isAsked = isTerminal || isAnswer;
        if (isAsked) screen?.Print(prompt);
        // Console input has no asynchronous read: it would block the caller.
        var line = await Task.Run(() => isTerminal ? input.ReadLine() : ReadLine(input), cancellationToken).WaitAsync(cancellationToken);
        if (line is not null && !isTerminal) screen?.Print((isAsked ? "" : prompt) + PlainText.Line(TextWidth.Cut(line, 400)) + "\n");
        return line;
    }

    public Task<bool> DropTypedAheadAsync()
    {
        var dropped = false;
        for (; isTerminal && Console.KeyAvailable; dropped = true) Console.ReadKey(intercept: true);
        return Task.FromResult(dropped);
    }

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

using System.Threading.Channels;

namespace Agent.Host.Terminal;

/// <summary>Lines typed on a terminal, with editing and history. Keys are read all the time, so that what is typed while the agent works is neither echoed into its words nor lost.</summary>
internal sealed class TypedLines : ILineSource
{
    private static readonly TimeSpan KeysOnTheirWay = TimeSpan.FromMilliseconds(50);

    private readonly Channel<ConsoleKeyInfo> _keys = Channel.CreateUnbounded<ConsoleKeyInfo>(new UnboundedChannelOptions { SingleWriter = true });
    private readonly LineEditor _editor = new();
    private readonly Lock _gate = new();
    private readonly Screen _screen;
    private string? _prompt;

    public TypedLines(Screen screen)
    {
        _screen = screen;
        new Thread(ReadKeys) { IsBackground = true, Name = "keys" }.Start();
    }

    /// <summary>Something was pressed.</summary>
    public event Action? Pressed;

    public bool IsInteractive => true;

    public async Task<string?> ReadAsync(string prompt, bool isAnswer, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _prompt = prompt;
            _screen.ShowTyping(prompt, _editor);
        }

        try
        {
            while (await _keys.Reader.WaitToReadAsync(cancellationToken))
                while (_keys.Reader.TryRead(out var key))
                    if (Press(key, isAnswer, out var line)) return line;
            return null;
        }
        finally
        {
            lock (_gate)
            {
                _prompt = null;
                _screen.EndTyping(null);
            }
        }
    }

    public async Task<bool> DropTypedAheadAsync()
    {
        // A key that was pressed in time may still be on its way through the terminal.
        await Task.Delay(KeysOnTheirWay);
        var dropped = ClearLine();
        while (_keys.Reader.TryRead(out _)) dropped = true;
        return dropped;
    }

    public bool ClearLine()
    {
        lock (_gate)
        {
            if (_editor.IsEmpty) return false;
            _editor.Clear();
            if (_prompt is { } prompt) _screen.ShowTyping(prompt, _editor);
            return true;
        }
    }

    private bool Press(ConsoleKeyInfo key, bool isAnswer, out string? line)
    {
        line = null;
        Pressed?.Invoke();
        lock (_gate)
        {
            switch (_editor.Press(key))
            {
                case LineEdit.Submitted:
                    line = _editor.Take(remember: !isAnswer);
                    _screen.EndTyping(line);
                    return true;
                case LineEdit.Ended:
                    _screen.EndTyping("");
                    return true;
                case LineEdit.ScreenCleared:
                    _screen.ClearScreen();
                    break;
            }

            // While more keys wait (a paste), only the last picture counts.
            if (_prompt is { } prompt && _keys.Reader.Count == 0) _screen.ShowTyping(prompt, _editor);
            return false;
        }
    }

    private void ReadKeys()
    {
        try
        {
            while (true) _keys.Writer.TryWrite(Console.ReadKey(intercept: true));
        }
        catch (InvalidOperationException)
        {
            // The terminal went away: that is the end of input.
            _keys.Writer.TryComplete();
        }
    }
}

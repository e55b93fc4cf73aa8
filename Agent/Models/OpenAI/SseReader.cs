using System.Diagnostics;

namespace Agent.Models.OpenAI;

/// <summary>
/// Cuts a stream into server-sent events. Of an event it gives the data and whether it is an error; the rest of the format says nothing about chat.
/// Lines end as they like (LF, CRLF, CR), the space after the colon and the empty line between two whole JSON objects may be missing, and so may the end of the last event.
/// </summary>
internal sealed class SseReader(StreamBuffer buffer) : IDisposable
{
    // Places are counted from the window's start, which stays where the event begins until the next one is asked for.
    private int _line;
    private int _scanned;
    private int _used;
    private Range _held;
    private bool _holds;
    private bool _afterReturn;
    private bool _error;
    private bool _cut;
    private PooledBuffer? _joined;
    private bool _isJoined;

    private enum Step
    {
        More,
        Event,
        EventBefore,
    }

    /// <summary>The event's data, until the next one is asked for.</summary>
    public ReadOnlySpan<byte> Data => _isJoined ? _joined!.Span : buffer.Window[Current];

    /// <summary>The event calls itself an error.</summary>
    public bool IsError { get; private set; }

    /// <summary>The stream ended inside this event.</summary>
    public bool IsUnfinished { get; private set; }

    private Range Current { get; set; }

    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="InvalidDataException">More than the limits allow.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        Release();
        while (!Take())
        {
            if (buffer.Ended) return false;
            await buffer.FillAsync(AnswerLimits.Event, cancellationToken);
        }

        return true;
    }

    public void Dispose() => _joined?.Dispose();

    /// <summary>Lets go of the event that was given; one that is already held stays.</summary>
    private void Release()
    {
        if (!_holds) _isJoined = false;
        Move(_used);
        _used = 0;
    }

    private void Move(int by)
    {
        if (by == 0) return;
        buffer.Skip(by);
        _line -= by;
        _scanned -= by;
        if (_holds && !_isJoined) _held = (_held.Start.Value - by)..(_held.End.Value - by);
    }

    private bool Take()
    {
        while (true)
        {
            var window = buffer.Window;
            if (_afterReturn && _line < window.Length)
            {
                if (window[_line] == '\n') _line++;
                _scanned = Math.Max(_scanned, _line);
                _afterReturn = false;
            }

            var found = window[_scanned..].IndexOfAny((byte)'\n', (byte)'\r');
            if (found < 0)
            {
                _scanned = window.Length;
                return buffer.Ended && TakeRest(window);
            }

            var end = _scanned + found;
            var step = TakeLine(window, _line..end);
            _afterReturn = window[end] == '\r';
            _line = _scanned = end + 1;
            if (step == Step.More)
            {
                // Nothing of it is needed any more: keep-alive comments take no room.
                if (!_holds) Move(_line);
                continue;
            }

            // An event that another one ended keeps that one's line.
            _used = step == Step.Event ? _line : _held.Start.Value;
            return true;
        }
    }

    private bool TakeRest(ReadOnlySpan<byte> window)
    {
        var step = Step.More;
        if (_line < window.Length)
        {
            step = TakeLine(window, _line..window.Length);
            _cut = true;
        }

        _line = _scanned = window.Length;
        if (step == Step.EventBefore)
        {
            _used = _held.Start.Value;
            return true;
        }

        if (!_holds) return false;
        Give();
        _used = window.Length;
        return true;
    }

    private Step TakeLine(ReadOnlySpan<byte> window, Range range)
    {
        var line = window[range];
        if (line.IsEmpty)
        {
            if (_holds) return Give();
            _error = false;
            return Step.More;
        }

        if (TryField(line, "data"u8, out var at)) return TakeData(window, (range.Start.Value + at)..range.End.Value);
        if (TryField(line, "event"u8, out at)) _error = line[at..].SequenceEqual("error"u8);
        return Step.More;
    }

    private Step TakeData(ReadOnlySpan<byte> window, Range data)
    {
        if (!_holds)
        {
            (_held, _holds) = (data, true);
            return Step.More;
        }

        var before = _isJoined ? _joined!.Span : window[_held];
        if (!_isJoined && IsWhole(before) && StartsAnew(window[data]))
        {
            Give();
            (_held, _holds) = (data, true);
            return Step.EventBefore;
        }

        if (!_isJoined)
        {
            _joined ??= new PooledBuffer(1024);
            _joined.Clear();
            _joined.Write(before);
            _isJoined = true;
        }

        if (_joined!.Count + data.End.Value - data.Start.Value > AnswerLimits.Event) throw new InvalidDataException($"one piece of it is longer than {AnswerLimits.Event >> 20} MB");
        _joined.Write("\n"u8);
        _joined.Write(window[data]);
        return Step.More;
    }

    private Step Give()
    {
        Debug.Assert(_holds);
        Current = _held;
        (IsError, IsUnfinished) = (_error, _cut);
        _holds = _error = false;
        return Step.Event;
    }

    private static bool TryField(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, out int at)
    {
        at = 0;
        if (!line.StartsWith(name)) return false;
        if (line.Length == name.Length)
        {
            at = line.Length;
            return true;
        }

        if (line[name.Length] != ':') return false;
        at = name.Length + 1;
        if (at < line.Length && line[at] == ' ') at++;
        return true;
    }

    private static bool IsWhole(ReadOnlySpan<byte> data) => data is [(byte)'{', .., (byte)'}'];

    private static bool StartsAnew(ReadOnlySpan<byte> data) => data is [(byte)'{', ..] || data.StartsWith("[DONE]"u8);
}

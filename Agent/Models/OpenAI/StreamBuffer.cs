using System.Buffers;

namespace Agent.Models.OpenAI;

/// <summary>A window over the bytes that have come and were not used yet, in a rented array.</summary>
internal sealed class StreamBuffer(Stream stream) : IDisposable
{
    private const int Initial = 16 << 10;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Initial);
    private int _start;
    private int _end;
    private long _total;

    public ReadOnlySpan<byte> Window => _bytes.AsSpan(_start, _end - _start);

    public bool Ended { get; private set; }

    public void Skip(int count) => _start += count;

    /// <summary>Waits for more. What <see cref="Window"/> gave before moves, but keeps its place counted from the window's start.</summary>
    /// <param name="most">How large the window may grow.</param>
    /// <returns>False once nothing more comes.</returns>
    /// <exception cref="InvalidDataException">More than the limits allow.</exception>
    public async ValueTask<bool> FillAsync(int most, CancellationToken cancellationToken)
    {
        if (Ended) return false;
        if (_start == _end) _start = _end = 0;
        if (_end == _bytes.Length) MakeRoom(most);
        var read = await stream.ReadAsync(_bytes.AsMemory(_end), cancellationToken);
        _end += read;
        _total += read;
        if (_total > AnswerLimits.Wire) throw new InvalidDataException($"it is longer than {AnswerLimits.Wire >> 20} MB");
        Ended = read == 0;
        return !Ended;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _start = _end = 0;
        Ended = true;
    }

    private void MakeRoom(int most)
    {
        var held = _end - _start;
        if (held >= most) throw new InvalidDataException($"one piece of it is longer than {most >> 20} MB");
        var target = held > _bytes.Length / 2 ? ArrayPool<byte>.Shared.Rent(_bytes.Length * 2) : _bytes;
        _bytes.AsSpan(_start, held).CopyTo(target);
        if (target != _bytes) ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _start, _end) = (target, 0, held);
    }
}

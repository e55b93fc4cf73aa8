using System.Buffers;

namespace Agent;

/// <summary>Bytes in a rented array. After <see cref="Dispose"/> nothing that it gave out may be touched.</summary>
internal sealed class PooledBuffer(int capacity) : IBufferWriter<byte>, IDisposable
{
    private byte[]? _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Span => Bytes.AsSpan(0, Count);

    public ReadOnlyMemory<byte> Memory => Bytes.AsMemory(0, Count);

    private byte[] Bytes => _bytes ?? throw new ObjectDisposedException(nameof(PooledBuffer));

    public void Advance(int count) => Count += count;

    public Memory<byte> GetMemory(int sizeHint = 0) => Room(sizeHint).AsMemory(Count);

    public Span<byte> GetSpan(int sizeHint = 0) => Room(sizeHint).AsSpan(Count);

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        Count += bytes.Length;
    }

    public void Clear() => Count = 0;

    public void Dispose()
    {
        if (_bytes is not { } bytes) return;
        _bytes = null;
        ArrayPool<byte>.Shared.Return(bytes);
    }

    private byte[] Room(int sizeHint)
    {
        var bytes = Bytes;
        var needed = checked(Count + Math.Max(sizeHint, 1));
        if (needed <= bytes.Length) return bytes;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, bytes.Length * 2));
        bytes.AsSpan(0, Count).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        return _bytes = larger;
    }
}

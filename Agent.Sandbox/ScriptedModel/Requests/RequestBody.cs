using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Agent.Sandbox.ScriptedModel.Requests;

/// <summary>A request's body in one piece of borrowed memory.</summary>
internal sealed class RequestBody : IDisposable
{
    private byte[] _memory;
    private int _length;

    private RequestBody(int expected) => _memory = ArrayPool<byte>.Shared.Rent(expected);

    public ReadOnlyMemory<byte> Bytes => _memory.AsMemory(0, _length);

    public static async ValueTask<RequestBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // One byte more than told, so that the end is seen without growing.
        var body = new RequestBody((int)Math.Min(request.ContentLength + 1 ?? 16 * 1024, 1024 * 1024));
        try
        {
            while (await request.Body.ReadAsync(body._memory.AsMemory(body._length), cancellationToken) is var read and > 0)
            {
                body._length += read;
                if (body._length == body._memory.Length) body.Grow();
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_memory);
        _memory = [];
        _length = 0;
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_memory.Length * 2);
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_memory);
        _memory = larger;
    }
}

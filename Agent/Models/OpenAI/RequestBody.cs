using System.Net;
using System.Net.Http.Headers;

namespace Agent.Models.OpenAI;

/// <summary>A request's JSON, in a rented array that is given back once it is sent, and not while a connection may still read it.</summary>
internal sealed class RequestBody : HttpContent
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly PooledBuffer _bytes;
    private int _readers;

    public RequestBody(PooledBuffer bytes)
    {
        _bytes = bytes;
        Headers.ContentType = Json;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // One that fails or is cancelled leaves its mark: then the array is left to the collector.
        Interlocked.Increment(ref _readers);
        await stream.WriteAsync(_bytes.Memory, cancellationToken);
        Interlocked.Decrement(ref _readers);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _bytes.Count;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && Volatile.Read(ref _readers) == 0) _bytes.Dispose();
        base.Dispose(disposing);
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Agent.Tests.Models.OpenAI;

/// <summary>A server on loopback whose every byte a test decides. Each connection is one exchange; a request past the script ends without an answer.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    /// <summary>Nothing here takes long; what hangs ends as a failure.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<Func<Exchange, Task>> _answers;
    private readonly ConcurrentQueue<Exchange> _exchanges = new();
    private readonly Channel<Exception> _errors = Channel.CreateUnbounded<Exception>();
    private readonly CancellationTokenSource _stop = new(Patience);
    private readonly Task _serving;

    public RawServer(params Func<Exchange, Task>[] answers)
    {
        _answers = new ConcurrentQueue<Func<Exchange, Task>>(answers);
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Url => new($"http://127.0.0.1:{Port}/v1");

    public IReadOnlyList<Exchange> Exchanges => [.. _exchanges];

    /// <summary>The request that was answered last.</summary>
    public Exchange Request => _exchanges.Last();

    /// <summary>Events, each sent by itself, and the end of the stream after them.</summary>
    public static Func<Exchange, Task> Events(params string[] data) => async exchange =>
    {
        await exchange.HeadAsync(200, "text/event-stream");
        foreach (var one in data) await exchange.WriteAsync($"data: {one}\n\n");
    };

    public static Func<Exchange, Task> Body(int status, string type, string body, params string[] headers) => async exchange =>
    {
        await exchange.HeadAsync(status, type, [.. headers, $"Content-Length: {Encoding.UTF8.GetByteCount(body)}"]);
        await exchange.WriteAsync(body);
    };

    public static Func<Exchange, Task> Json(string body, int status = 200, params string[] headers) => Body(status, "application/json", body, headers);

    /// <summary>Everything as it is, the headers included.</summary>
    public static Func<Exchange, Task> Raw(string bytes) => exchange => exchange.WriteAsync(bytes);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        foreach (var exchange in _exchanges) exchange.Dispose();
        _stop.Dispose();
        _errors.Reader.TryRead(out var error);
        error.ShouldBeNull();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                _ = AnswerAsync(socket);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        try
        {
            using var exchange = await Exchange.ReadAsync(socket, _stop.Token);
            _exchanges.Enqueue(exchange);
            if (_answers.TryDequeue(out var answer)) await answer(exchange);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // The client went away, which some tests are about.
        }
        catch (Exception e)
        {
            _errors.Writer.TryWrite(e);
        }
    }

    /// <summary>One request and the connection that it came on.</summary>
    internal sealed class Exchange : IDisposable
    {
        private readonly NetworkStream _stream;
        private readonly CancellationToken _stop;

        private Exchange(NetworkStream stream, string head, byte[] body, CancellationToken stop) => (_stream, Head, Body, _stop) = (stream, head, body, stop);

        /// <summary>The request line and the headers.</summary>
        public string Head { get; }

        public byte[] Body { get; }

        public string Text => Encoding.UTF8.GetString(Body);

        public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

        public static async Task<Exchange> ReadAsync(Socket socket, CancellationToken stop)
        {
            socket.NoDelay = true;
            var stream = new NetworkStream(socket, ownsSocket: true);
            var bytes = new List<byte>();
            var piece = new byte[4096];
            int end;
            while ((end = Find(bytes)) < 0)
            {
                var read = await stream.ReadAsync(piece, stop);
                if (read == 0) throw new IOException("No request came.");
                bytes.AddRange(piece.AsSpan(0, read));
            }

            var head = Encoding.ASCII.GetString([.. bytes[..end]]);
            var length = head.Split("\r\n").Where(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)).Select(l => int.Parse(l[15..])).SingleOrDefault();
            while (bytes.Count < end + 4 + length)
            {
                var read = await stream.ReadAsync(piece, stop);
                if (read == 0) throw new IOException("The request ended early.");
                bytes.AddRange(piece.AsSpan(0, read));
            }

            return new Exchange(stream, head, [.. bytes[(end + 4)..]], stop);
        }

        public string? Header(string name) =>
            Head.Split("\r\n").Where(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Select(l => l[(name.Length + 1)..].Trim()).SingleOrDefault();

        public Task HeadAsync(int status, string type, params string[] headers) =>
            WriteAsync($"HTTP/1.1 {status} Status\r\nContent-Type: {type}\r\nConnection: close\r\n{string.Concat(headers.Select(h => h + "\r\n"))}\r\n");

        public Task WriteAsync(string text) => WriteAsync(Encoding.UTF8.GetBytes(text));

        public async Task WriteAsync(byte[] bytes)
        {
            await _stream.WriteAsync(bytes, _stop);
            await _stream.FlushAsync(_stop);
        }

        /// <summary>Waits until the client has closed the connection.</summary>
        public async Task ClosedAsync()
        {
            try
            {
                while (await _stream.ReadAsync(new byte[256], _stop) > 0)
                {
                    // Nothing more is to come; whatever does is passed over.
                }
            }
            catch (IOException)
            {
                // Closed in haste.
            }
        }

        /// <summary>Breaks the connection off, as a crash would.</summary>
        public void Reset()
        {
            _stream.Socket.LingerState = new LingerOption(true, 0);
            _stream.Dispose();
        }

        public void Dispose() => _stream.Dispose();

        private static int Find(List<byte> bytes)
        {
            for (var i = 0; i + 3 < bytes.Count; i++)
                if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') return i;
            return -1;
        }
    }
}

using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Agent.Models;
using Microsoft.Extensions.AI;
using static Agent.Tests.Models.OpenAI.Chunks;

namespace Agent.Tests.Models.OpenAI;

public sealed class ConnectionTests
{
    [Fact]
    public async Task Cancelling_before_the_answer_closes_the_connection()
    {
        using var stop = new CancellationTokenSource();
        var closed = new TaskCompletionSource();
        await using var server = new RawServer(async exchange =>
        {
            await stop.CancelAsync();
            await exchange.ClosedAsync();
            closed.SetResult();
        });
        using var talk = new Talk(server.Url);
        (await Should.ThrowAsync<OperationCanceledException>(() => talk.Client.GetResponseAsync(Talk.Hello, null, stop.Token))).CancellationToken.ShouldBe(stop.Token);
        await closed.Task.WaitAsync(RawServer.Patience);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancelling_in_the_middle_closes_the_connection(bool streamed)
    {
        using var stop = new CancellationTokenSource();
        var closed = new TaskCompletionSource();
        await using var server = new RawServer(async exchange =>
        {
            await exchange.HeadAsync(200, "text/event-stream", "Transfer-Encoding: chunked");
            await WriteChunkAsync(exchange, $"data: {Text("hi")}\n\n");
            if (!streamed) await stop.CancelAsync();
            await exchange.ClosedAsync();
            closed.SetResult();
        });
        using var talk = new Talk(server.Url);
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            if (!streamed) await talk.Client.GetResponseAsync(Talk.Hello, null, stop.Token);
            await foreach (var update in talk.Client.GetStreamingResponseAsync(Talk.Hello, null, stop.Token))
                if (update.Text == "hi") await stop.CancelAsync();
        });
        await closed.Task.WaitAsync(RawServer.Patience);
    }

    /// <summary>The runtime would wait two seconds for the rest; nothing here says when to stop but the server's own sight of the end.</summary>
    [Fact]
    public async Task Turning_away_in_the_middle_closes_the_connection_before_it_is_said_to_be_done()
    {
        var closed = new TaskCompletionSource();
        await using var server = new RawServer(async exchange =>
        {
            await exchange.HeadAsync(200, "text/event-stream", "Transfer-Encoding: chunked");
            await WriteChunkAsync(exchange, $"data: {Text("hi")}\n\n");
            await exchange.ClosedAsync();
            closed.SetResult();
        });
        using var http = new HttpClient(new SocketsHttpHandler { ResponseDrainTimeout = Timeout.InfiniteTimeSpan });
        using var client = new OpenAIChatClient(http, new ModelEndpoint { Model = "m", Url = server.Url });
        await foreach (var update in client.GetStreamingResponseAsync(Talk.Hello))
            if (update.Text == "hi") break;
        await closed.Task.WaitAsync(RawServer.Patience);
    }

    [Fact]
    public async Task A_connection_is_used_again_after_a_whole_answer()
    {
        var connections = 0;
        using var http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (context, token) =>
            {
                Interlocked.Increment(ref connections);
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(context.DnsEndPoint, token);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
        await using var server = new KeptServer();
        using var client = new OpenAIChatClient(http, new ModelEndpoint { Model = "m", Url = server.Url });
        for (var i = 0; i < 3; i++)
        {
            var updates = new List<ChatResponseUpdate>();
            await foreach (var update in client.GetStreamingResponseAsync(Talk.Hello)) updates.Add(update);
            updates.Text().ShouldBe("hi");
        }

        connections.ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_there_is_unreachable()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var talk = new Talk(new Uri($"http://127.0.0.1:{port}/v1"));
        var error = await talk.FailAsync();
        (error.Failure, error.Status).ShouldBe((ModelFailure.Unreachable, null));
        error.Message.ShouldBe($"No connection to http://127.0.0.1:{port}/v1, nothing listens there: check OPENAI_BASE_URL and the network.");
    }

    [Fact]
    public async Task An_unknown_host_is_unreachable()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var client = new OpenAIChatClient(http, new ModelEndpoint { Model = "m", Url = new Uri("http://no-such-host.invalid/v1") });
        var error = await Should.ThrowAsync<ModelException>(() => client.GetResponseAsync(Talk.Hello));
        error.Failure.ShouldBe(ModelFailure.Unreachable);
        error.Message.ShouldContain("OPENAI_BASE_URL");
    }

    [Fact]
    public async Task A_host_that_never_answers_is_unreachable_and_a_request_that_takes_too_long_is_not()
    {
        using var mute = new HttpClient(new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(20),
            ConnectCallback = async (_, token) =>
            {
                await Task.Delay(Timeout.Infinite, token);
                return Stream.Null;
            },
        });
        using var client = new OpenAIChatClient(mute, new ModelEndpoint { Model = "m", Url = new Uri("http://127.0.0.1:9/v1") });
        (await Should.ThrowAsync<ModelException>(() => client.GetResponseAsync(Talk.Hello))).Failure.ShouldBe(ModelFailure.Unreachable);

        await using var server = new RawServer(exchange => exchange.ClosedAsync());
        using var hasty = new HttpClient(new SocketsHttpHandler()) { Timeout = TimeSpan.FromMilliseconds(200) };
        using var slow = new OpenAIChatClient(hasty, new ModelEndpoint { Model = "m", Url = server.Url });
        (await Should.ThrowAsync<ModelException>(() => slow.GetResponseAsync(Talk.Hello))).Failure.ShouldBe(ModelFailure.TimedOut);
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_and_no_tls_at_all_are_tls_failures()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeTlsAsync(listener, certificate);
        using (var talk = new Talk(new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1")))
        {
            var error = await talk.FailAsync();
            error.Failure.ShouldBe(ModelFailure.Tls);
            error.Message.ShouldContain("OPENAI_BASE_URL");
        }

        listener.Stop();
        await serving.WaitAsync(RawServer.Patience);

        // A TLS greeting is no HTTP request: whoever waits for one answers with an error, or hangs up.
        var plain = new TcpListener(IPAddress.Loopback, 0);
        plain.Start();
        var answering = AnswerPlainlyAsync(plain);
        using (var talk = new Talk(new Uri($"https://127.0.0.1:{((IPEndPoint)plain.LocalEndpoint).Port}/v1"))) (await talk.FailAsync()).Failure.ShouldBe(ModelFailure.Tls);
        plain.Stop();
        await answering.WaitAsync(RawServer.Patience);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_the_key_stays_here()
    {
        await using var elsewhere = new RawServer(RawServer.Events(Finish()));
        foreach (var status in new[] { 301, 302, 307, 308 })
        {
            var error = await Talk.FailAsync(RawServer.Body(status, "text/html", "<html>moved", $"Location: {elsewhere.Url}/chat/completions?token=x"));
            (error.Failure, error.Status).ShouldBe((ModelFailure.NotAModel, status));
            error.Message.ShouldContain($"{elsewhere.Url}");
            error.Message.ShouldNotContain("token");
        }

        elsewhere.Exchanges.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", ModelFailure.CutOff)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\nConnection: close\r\n\r\n{\"choices\":[", ModelFailure.CutOff)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", ModelFailure.CutOff)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n10\r\ndata: {\"choices\"", ModelFailure.CutOff)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\ndata: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: {\"choi", ModelFailure.CutOff)]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", ModelFailure.NotAModel)]
    public async Task A_connection_that_ends_early_is_told_from_one_that_speaks_something_else(string bytes, ModelFailure failure) =>
        (await Talk.FailAsync(RawServer.Raw(bytes))).Failure.ShouldBe(failure);

    [Fact]
    public async Task A_connection_that_breaks_cuts_the_answer_off_unless_the_model_had_done()
    {
        Func<RawServer.Exchange, Task> Breaks(params string[] events) => async exchange =>
        {
            await exchange.HeadAsync(200, "text/event-stream", "Transfer-Encoding: chunked");
            foreach (var one in events) await WriteChunkAsync(exchange, $"data: {one}\n\n");
        };
        (await Talk.FailAsync(Breaks(Text("hi"), Call(0, "a", "f", "{}")))).Failure.ShouldBe(ModelFailure.CutOff);
        var updates = await Talk.StreamAsync(Breaks(Text("hi"), Call(0, "a", "f", "{}"), Finish("tool_calls")));
        (updates.Text(), updates.Told().Single()).ShouldBe(("hi", "f({})"));
    }

    [Fact]
    public async Task A_reset_is_cut_off()
    {
        (await Talk.FailAsync(exchange =>
        {
            exchange.Reset();
            return Task.CompletedTask;
        })).Failure.ShouldBe(ModelFailure.CutOff);
    }

    private static Task WriteChunkAsync(RawServer.Exchange exchange, string text) => exchange.WriteAsync($"{text.Length:x}\r\n{text}\r\n");

    private static async Task ServeTlsAsync(TcpListener listener, X509Certificate2 certificate)
    {
        try
        {
            using var client = await listener.AcceptTcpClientAsync();
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsServerAsync(certificate);
            await tls.ReadExactlyAsync(new byte[1]);
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException or SocketException)
        {
            // The client does not trust it.
        }
    }

    private static async Task AnswerPlainlyAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        await stream.ReadAtLeastAsync(new byte[64], 1);
        await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
    }

    /// <summary>Answers any number of requests on each connection.</summary>
    private sealed class KeptServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stop = new(RawServer.Patience);
        private readonly Task _serving;

        public KeptServer()
        {
            _listener.Start();
            _serving = ServeAsync();
        }

        public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1");

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            _listener.Stop();
            await _serving;
            _stop.Dispose();
        }

        private async Task ServeAsync()
        {
            try
            {
                while (true) _ = AnswerAsync(await _listener.AcceptSocketAsync(_stop.Token));
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
                using var stream = new NetworkStream(socket, ownsSocket: true);
                var events = $"data: {Text("hi")}\n\ndata: {Finish()}\n\ndata: [DONE]\n\n";
                var answer = System.Text.Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n{events.Length:x}\r\n{events}\r\n0\r\n\r\n");
                var piece = new byte[4096];
                var text = "";
                while (await stream.ReadAsync(piece, _stop.Token) is > 0 and var read)
                {
                    text += System.Text.Encoding.UTF8.GetString(piece, 0, read);
                    if (!text.EndsWith("]}", StringComparison.Ordinal)) continue;
                    text = "";
                    await stream.WriteAsync(answer, _stop.Token);
                }
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // The test is over.
            }
        }
    }
}

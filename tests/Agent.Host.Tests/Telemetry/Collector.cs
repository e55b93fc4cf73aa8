using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Agent.Host.Tests.Telemetry;

/// <summary>A collector on loopback that keeps what it is sent by OTLP over HTTP.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, string? Type, string Body)> _received = new();

    private Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/{signal}", ReceiveAsync);
    }

    public string Endpoint => _app.Urls.Single();

    /// <summary>How many requests came in a form that is none of protobuf.</summary>
    public int Foreign => _received.Count(r => r.Type != "application/x-protobuf");

    public string Traces => Of("/v1/traces");

    public string Metrics => Of("/v1/metrics");

    public static async Task<Collector> StartAsync()
    {
        var collector = new Collector();
        await collector._app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Protobuf writes strings as they are, in UTF-8: what is not in this text was not sent.</summary>
    private string Of(string path) => string.Concat(_received.Where(r => r.Path == path).Select(r => r.Body));

    private async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        _received.Enqueue((request.Path, request.ContentType, Encoding.UTF8.GetString(body.ToArray())));
        return Results.Bytes([], "application/x-protobuf");
    }
}

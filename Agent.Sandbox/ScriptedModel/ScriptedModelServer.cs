using Agent.Plugins;
using Agent.Sandbox.Http;
using Agent.Sandbox.ScriptedModel.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Agent.Sandbox.ScriptedModel;

/// <summary>A language model that answers from a script, behind real HTTP: <c>/v1/chat/completions</c>, plain and streamed, and <c>/v1/models</c>. It keeps no conversation: what is answered follows from what a request holds.</summary>
public sealed class ScriptedModelServer : IAsyncDisposable
{
    /// <summary>Where it listens when nothing else is said: only for this machine.</summary>
    public const string DefaultUrl = "http://127.0.0.1:7412";

    private readonly WebApplication _app;
    private readonly RequestLog _log;
    private readonly CancellationTokenSource _stopping;

    private ScriptedModelServer(WebApplication app, ModelScript script, RequestLog log, CancellationTokenSource stopping)
    {
        (_app, _log, _stopping) = (app, log, stopping);
        Models = script.Models;
    }

    /// <summary>The addresses that it really listens on; port 0 has been given a number.</summary>
    public IReadOnlyList<string> Urls => [.. _app.Urls];

    public IReadOnlyList<string> Models { get; }

    /// <summary>What an OpenAI client takes as its base: the first address with /v1.</summary>
    public Uri Endpoint => new(Urls[0] + "/v1");

    /// <summary>The latest requests for a completion, oldest first.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _log.Latest;

    /// <param name="urls">Separated by semicolons; http only.</param>
    /// <exception cref="ShopException">url_invalid, port_in_use</exception>
    public static async Task<ScriptedModelServer> StartAsync(string urls, ModelScript script, ScriptedModelOptions? options = null, CancellationToken cancellationToken = default)
    {
        ListenAddress.Check(urls, DefaultUrl);
        options ??= new ScriptedModelOptions();
        var log = new RequestLog(options.KeptRequests);
        var stopping = new CancellationTokenSource();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(urls).ConfigureKestrel(k => k.AddServerHeader = false);
        var app = builder.Build();
        app.Run(new ModelApi(script, options.Clock, log, stopping.Token).AnswerAsync);
        try
        {
            await ListenAddress.StartAsync(app, urls, cancellationToken);
            return new ScriptedModelServer(app, script, log, stopping);
        }
        catch
        {
            stopping.Dispose();
            throw;
        }
    }

    /// <summary>Serves until cancelled.</summary>
    /// <param name="started">Told once it listens.</param>
    /// <exception cref="ShopException">As <see cref="StartAsync"/>.</exception>
    public static async Task RunAsync(string urls, ModelScript script, ScriptedModelOptions? options, Action<ScriptedModelServer>? started, CancellationToken cancellationToken)
    {
        await using var server = await StartAsync(urls, script, options, cancellationToken);
        started?.Invoke(server);
        var stopped = new TaskCompletionSource();
        await using var registration = cancellationToken.Register(stopped.SetResult);
        await stopped.Task;
    }

    /// <summary>The request of that number, counted from 1, once it has come. It must be among those that are kept.</summary>
    public Task<RecordedRequest> RequestAsync(int number, CancellationToken cancellationToken = default) => _log.WaitAsync(number, cancellationToken);

    /// <summary>Answers that are under way break off.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _stopping.Dispose();
    }
}

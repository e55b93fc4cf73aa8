using Agent.Host.Chat;
using Agent.Plugins;
using Agent.Sandbox.ScriptedModel;

namespace Agent.Host.Tests.Telemetry;

/// <summary>The program with a real collector: what reaches it, and what never does.</summary>
public sealed class OtlpTests : IAsyncLifetime, IDisposable
{
    private const string Key = "sk-secret-0123456789";

    private readonly TempFolder _folder = new();
    private ScriptedModelServer _server = null!;
    private Collector _collector = null!;

    public async Task InitializeAsync()
    {
        _server = await ScriptedModelServer.StartAsync("http://127.0.0.1:0", ModelScript.Load(Path.Combine(AgentProcess.Folder, "data", "models", "taro.yaml")));
        _collector = await Collector.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _collector.DisposeAsync();
        await _server.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Spans_and_metrics_arrive_without_what_was_said_and_without_the_key()
    {
        var run = await OrderAsync();

        _collector.Foreign.ShouldBe(0);
        foreach (var span in new[] { "shopping-agent", "invoke_agent shopping", "chat scripted", "execute_tool compare_prices", "gen_ai.usage.input_tokens", "agent.prompt.hash" }) _collector.Traces.ShouldContain(span);
        foreach (var metric in new[] { "gen_ai.client.token.usage", "gen_ai.client.operation.duration", "gen_ai.client.operation.time_to_first_chunk", "agent.turn.duration", "agent.tool.duration" }) _collector.Metrics.ShouldContain(metric);
        var sent = _collector.Traces + _collector.Metrics;
        foreach (var said in Said(run)) sent.ShouldNotContain(said, Case.Insensitive);
        sent.ShouldNotContain(Key);
    }

    [Fact]
    public async Task Asked_for_what_was_said_is_in_the_spans_and_the_key_still_is_not()
    {
        var run = await OrderAsync(("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "true"));

        foreach (var said in Said(run)) _collector.Traces.ShouldContain(said, Case.Insensitive);
        foreach (var content in new[] { "gen_ai.system_instructions", "gen_ai.input.messages", "gen_ai.output.messages", "gen_ai.tool.call.arguments", "gen_ai.tool.call.result" }) _collector.Traces.ShouldContain(content);
        _collector.Metrics.ShouldNotContain(Sentences.Order(Language.English));
        (_collector.Traces + _collector.Metrics).ShouldNotContain(Key);
    }

    [Fact]
    public async Task A_collector_that_is_not_there_costs_the_person_nothing()
    {
        var run = await OrderAsync(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"));

        run.Errors.ShouldBeEmpty();
    }

    /// <summary>The person's words, where it goes, what it is, and the order's number.</summary>
    private static string[] Said(AgentRun run) =>
        [Sentences.Order(Language.English), "Taro", "to the office", System.Text.RegularExpressions.Regex.Match(run.Output, "Order ([0-9A-Z]{6}) is placed").Groups[1].Value];

    private async Task<AgentRun> OrderAsync(params (string, string)[] more)
    {
        var process = AgentProcess.Start(
            AgentProcess.Folder,
            [
                ("OPENAI_API_KEY", Key),
                ("OPENAI_BASE_URL", _server.Endpoint.ToString()),
                ("OPENAI_MODEL", "scripted"),
                ("OTEL_EXPORTER_OTLP_ENDPOINT", _collector.Endpoint),
                ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
                .. more,
            ],
            "--db", _folder.File("agent.db"), "--speed", "3600");
        var run = await AgentProcess.RunAsync(process, [Sentences.Order(Language.English), "yes"]);
        run.ExitCode.ShouldBe(ExitCode.Done, run.ToString());
        return run;
    }
}

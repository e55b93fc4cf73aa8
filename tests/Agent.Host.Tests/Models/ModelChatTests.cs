using System.Net;
using System.Net.Sockets;
using Agent.Host.Chat;
using Agent.Plugins;
using Agent.Sandbox.ScriptedModel;

namespace Agent.Host.Tests.Models;

/// <summary>The program with a language model behind real HTTP, and with settings that are wrong in every usual way.</summary>
public sealed class ModelChatTests : IAsyncLifetime, IDisposable
{
    private const string Key = "sk-secret-0123456789";

    private readonly TempFolder _folder = new();
    private ScriptedModelServer _server = null!;

    public async Task InitializeAsync() => _server = await ScriptedModelServer.StartAsync("http://127.0.0.1:0", ModelScript.Load(Script("taro.yaml")));

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_model_orders_what_express_orders_and_the_trace_shows_how()
    {
        File.WriteAllText(_folder.File("agent.json"), """{ "prices": { "scripted": { "input": 0.15, "output": 0.6 } } }""");

        var run = await RunAsync(_server.Endpoint, [Sentences.Order(Language.English), "yes"], "--trace");

        run.ExitCode.ShouldBe(ExitCode.Done, run.ToString());
        await StoredConversation.ShouldHoldTheMainOrderAsync(Database);
        _server.Requests.Count.ShouldBe(5);
        run.Errors.ShouldContain("invoke_agent shopping");
        run.Errors.ShouldContain("├─ chat scripted");
        run.Errors.Split('\n')[0].ShouldEndWith(" USD");
        run.Errors.ShouldContain("execute_tool compare_prices");
        run.Errors.ShouldContain("prompt planner 1 ");
        ShouldHoldNoKey(run);
    }

    [Fact]
    public async Task Another_prompt_takes_the_planners_place()
    {
        var prompt = _folder.File("mine.yaml");
        File.WriteAllText(prompt, "name: mine\ntemplate_format: handlebars\ntemplate: |\n  <message role=\"system\">Be brief.</message>\n  {{#each history}}<message role=\"{{role}}\">{{content}}</message>\n  {{/each}}\ninput_variables:\n  - name: history\n");

        await RunAsync(_server.Endpoint, [Sentences.Order(Language.English)], "--prompt", prompt);

        _server.Requests[0].ReadBody().GetProperty("messages")[0].GetProperty("content").GetString().ShouldBe("Be brief.");
    }

    [Fact]
    public async Task A_prompt_that_is_not_there_is_told_where_no_model_would_read_it()
    {
        var run = await AgentProcess.RunAsync([], "--prompt", _folder.File("none.yaml"), "-m", "hello", "--db", _folder.File("agent.db"));

        run.ExitCode.ShouldBe(ExitCode.Failed, run.ToString());
        run.Errors.ShouldContain("none.yaml");
    }

    [Fact]
    public async Task A_broken_prompt_is_told_by_file_and_line()
    {
        var prompt = _folder.File("mine.yaml");
        File.WriteAllText(prompt, "name: mine\ntemplate_format: jinja\ntemplate: x\n");

        var run = await RunAsync(_server.Endpoint, ["hello"], "--prompt", prompt);

        run.ExitCode.ShouldBe(ExitCode.Failed);
        run.Errors.ShouldContain($"{prompt}, line 2: template_format: handlebars is expected");
    }

    [Theory]
    [InlineData("status: 401", "OPENAI_API_KEY")]
    [InlineData("status: 404", "OPENAI_MODEL")]
    [InlineData("body: \"<html><body>Please log in</body></html>\"\n  content_type: text/html", "OPENAI_BASE_URL")]
    [InlineData("status: 429\n  error: { code: insufficient_quota, message: You exceeded your current quota }", "credit is used up")]
    public async Task What_a_server_refuses_is_told_in_one_line_and_the_order_goes_on(string answer, string named)
    {
        await using var server = await ScriptedModelServer.StartAsync("http://127.0.0.1:0", ModelScript.Load(Write($"else:\n  {answer}\n")));

        var run = await RunAsync(server.Endpoint, [Sentences.Order(Language.English), "yes"]);

        run.ExitCode.ShouldBe(ExitCode.Done, run.ToString());
        run.Output.ShouldContain(named);
        run.Output.Split("I go on without it").Length.ShouldBe(2, "told once");
        await StoredConversation.ShouldHoldTheMainOrderAsync(Database);
        ShouldHoldNoKey(run);
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/v1")]
    [InlineData("https://127.0.0.1:{1}/v1")]
    [InlineData("http://no-such-host.invalid/v1")]
    public async Task What_cannot_be_reached_or_trusted_is_told_and_the_order_goes_on(string url)
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();

        var run = await RunAsync(new Uri(string.Format(System.Globalization.CultureInfo.InvariantCulture, url, port, _server.Endpoint.Port)), [Sentences.Order(Language.German), "ja"]);

        run.ExitCode.ShouldBe(ExitCode.Done, run.ToString());
        run.Output.ShouldContain("OPENAI_BASE_URL");
        await StoredConversation.ShouldHoldTheMainOrderAsync(Database);
        ShouldHoldNoKey(run);
    }

    [Fact]
    public async Task Without_a_key_one_line_says_so_and_the_chat_goes_on()
    {
        using var process = AgentProcess.Start(AgentProcess.Folder, [("OPENAI_MODEL", "gpt-4.1-mini")], "--db", Database, "--speed", "3600");

        var run = await AgentProcess.RunAsync(process, [Sentences.Order(Language.Chinese), "是"]);

        run.ExitCode.ShouldBe(ExitCode.Done, run.ToString());
        run.Errors.Trim().ShouldBe("agent: no key for the language model: set OPENAI_API_KEY, or OPENAI_BASE_URL for a server that needs none. The chat goes on without a language model.");
        await StoredConversation.ShouldHoldTheMainOrderAsync(Database);
    }

    [Fact]
    public async Task What_a_model_would_see_is_shown_without_sending_it()
    {
        var run = await AgentProcess.RunAsync([], "prompt", "show", "zwei Taro-Milchtees", "--db", Database);

        run.ExitCode.ShouldBe(ExitCode.Done, run.ToString());
        run.Output.ShouldContain("planner, version 1, hash ");
        run.Output.ShouldContain("Answer in German");
        run.Output.ShouldContain("## user\nzwei Taro-Milchtees");
        run.Output.ShouldContain("request_payment:");
    }

    private string Database => _folder.File("agent.db");

    private static string Script(string name) => Path.Combine(AgentProcess.Folder, "data", "models", name);

    private string Write(string script)
    {
        File.WriteAllText(_folder.File("script.yaml"), script);
        return _folder.File("script.yaml");
    }

    private Task<AgentRun> RunAsync(Uri endpoint, IEnumerable<string> lines, params string[] arguments)
    {
        var process = AgentProcess.Start(AgentProcess.Folder, [("OPENAI_API_KEY", Key), ("OPENAI_BASE_URL", endpoint.ToString()), ("OPENAI_MODEL", "scripted")], ["--db", Database, "--speed", "3600", .. arguments]);
        return AgentProcess.RunAsync(process, lines);
    }

    /// <summary>Neither on the screen, nor in a log, nor in a transcript.</summary>
    private void ShouldHoldNoKey(AgentRun run)
    {
        run.ToString().ShouldNotContain(Key);
        foreach (var file in Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories)) File.ReadAllText(file).ShouldNotContain(Key, customMessage: file);
    }
}

using Agent.Host.Chat;

namespace Agent.Host.Tests;

public sealed class ModelCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task It_tells_how_to_join_it_and_answers_there()
    {
        var script = Path.Combine(AgentProcess.Folder, "data", "models", "taro.yaml");
        using var model = AgentProcess.Start(AgentProcess.Folder, "model", "--script", script, "--urls", "http://127.0.0.1:0");
        try
        {
            using var patience = new CancellationTokenSource(AgentProcess.Patience);
            var said = (await model.StandardOutput.ReadLineAsync(patience.Token)).ShouldNotBeNull();
            said.ShouldEndWith("/v1 OPENAI_MODEL=scripted agent chat");
            var url = said.Split(' ').Single(w => w.StartsWith("OPENAI_BASE_URL=", StringComparison.Ordinal))["OPENAI_BASE_URL=".Length..];
            using var http = new HttpClient();
            (await http.GetStringAsync(new Uri(url + "/models"), patience.Token)).ShouldContain("\"scripted\"");
        }
        finally
        {
            model.Kill();
        }
    }

    [Fact]
    public async Task A_script_that_is_wrong_is_told_with_its_line()
    {
        var script = _folder.File("mine.yaml");
        await File.WriteAllTextAsync(script, "else:\n  txt: hello\n");

        var run = await AgentProcess.RunAsync([], "model", "--script", script);

        run.ExitCode.ShouldBe(ExitCode.Failed, run.ToString());
        run.Errors.ShouldStartWith($"agent: {script}, line 2: an answer has no key 'txt' (did you mean 'text'?)");
    }

    [Fact]
    public async Task It_does_not_start_without_a_script()
    {
        var run = await AgentProcess.RunAsync([], "model");

        run.ExitCode.ShouldBe(ExitCode.Usage, run.ToString());
        run.Errors.ShouldContain("--script");
    }

    public void Dispose() => _folder.Dispose();
}

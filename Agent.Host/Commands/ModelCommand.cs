using System.CommandLine;
using Agent.Sandbox.ScriptedModel;

namespace Agent.Host.Commands;

/// <summary>A language model that answers from a script, for demonstrations, evals and benchmarks.</summary>
internal static class ModelCommand
{
    public static Command Create()
    {
        var script = new Option<string>("--script") { Description = "What it answers to what: a YAML file.", HelpName = "file", Required = true };
        var urls = new Option<string>("--urls") { Description = "Where to listen; several are parted by semicolons.", HelpName = "urls", DefaultValueFactory = _ => ScriptedModelServer.DefaultUrl };
        var command = new Command("model", "Run a scripted language model behind an OpenAI-compatible address; chat joins it by OPENAI_BASE_URL.") { script, urls };
        command.SetAction((parsed, _) => ServerRun.RunAsync(stop =>
            ScriptedModelServer.RunAsync(parsed.GetValue(urls)!, ModelScript.Load(parsed.GetValue(script)!), new ScriptedModelOptions { KeptRequests = 0 }, Tell, stop)));
        return command;
    }

    private static void Tell(ScriptedModelServer server)
    {
        foreach (var url in server.Urls) Console.WriteLine($"The model listens on {url}; join it with: OPENAI_BASE_URL={url}/v1 OPENAI_MODEL={server.Models[0]} agent chat");
    }
}

using System.Diagnostics;
using Agent.Sandbox.ScriptedModel;

namespace Agent.Benchmarks.Model;

/// <summary>The model servers in a process of their own, which is this program again: the CPU of the process that measures is the client's alone.</summary>
internal sealed class ModelServerProcess : IDisposable
{
    /// <summary>The argument that starts it.</summary>
    public const string Command = "model-server";

    private readonly Process _process;

    private ModelServerProcess(Process process, Uri scripted, Uri dripping) => (_process, Scripted, Dripping) = (process, scripted, dripping);

    public Uri Scripted { get; }

    public Uri Dripping { get; }

    public static async Task<ModelServerProcess> StartAsync()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Agent.Benchmarks" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        var process = Process.Start(new ProcessStartInfo(program, Command) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var scripted = await process.StandardOutput.ReadLineAsync();
        var dripping = await process.StandardOutput.ReadLineAsync();
        return new ModelServerProcess(process, new Uri(scripted!), new Uri(dripping!));
    }

    /// <summary>Serves until nobody holds its input open.</summary>
    public static async Task RunAsync()
    {
        await using var scripted = await ScriptedModelServer.StartAsync("http://127.0.0.1:0", TurnScript.Read(), new ScriptedModelOptions { KeptRequests = 0 });
        await using var dripping = await DripServer.StartAsync();
        Console.WriteLine(scripted.Endpoint);
        Console.WriteLine(dripping.Urls.Single() + "/v1");
        await Console.In.ReadToEndAsync();
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5))) _process.Kill();
        _process.Dispose();
    }
}

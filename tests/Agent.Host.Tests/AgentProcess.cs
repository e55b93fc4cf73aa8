using System.Diagnostics;
using System.Text;

namespace Agent.Host.Tests;

/// <summary>The built program as people start it, from a shell, in a folder of its own.</summary>
internal static class AgentProcess
{
    /// <summary>Far beyond what any of it takes: a machine under load must not fail a test.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(2);

    public static string Folder => AppContext.BaseDirectory;

    /// <summary>Runs to the end with these lines on standard input.</summary>
    public static Task<AgentRun> RunAsync(IEnumerable<string> lines, params string[] arguments) => RunAsync(Folder, lines, arguments);

    public static Task<AgentRun> RunAsync(string folder, IEnumerable<string> lines, params string[] arguments) => RunAsync(Start(folder, arguments), lines);

    /// <summary>Feeds a started program and waits for its end.</summary>
    public static async Task<AgentRun> RunAsync(Process started, IEnumerable<string> lines)
    {
        using var process = started;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await WriteAsync(process, lines);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"{string.Join(' ', process.StartInfo.ArgumentList)} did not end. It said:\n{await output}\n{await errors}");
        }

        return new AgentRun(process.ExitCode, await output, await errors);
    }

    /// <summary>Starts it, and leaves it to the caller to end it.</summary>
    public static Process Start(string folder, params string[] arguments) => Start(folder, [], arguments);

    /// <inheritdoc cref="Start(string, string[])"/>
    public static Process Start(string folder, (string Name, string Value)[] environment, params string[] arguments) => StartBy("dotnet", [Path.Combine(folder, "Agent.Host.dll"), .. arguments], environment);

    /// <summary>Starts it by way of another program.</summary>
    public static Process StartBy(string program, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["LANG"] = "C.UTF-8";
        foreach (var name in new[] { "NO_COLOR", "OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_MODEL" }) start.Environment.Remove(name);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static async Task WriteAsync(Process process, IEnumerable<string> lines)
    {
        try
        {
            foreach (var line in lines) await process.StandardInput.WriteAsync(line + "\n");
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading: with --no-input, or because it failed.
        }
    }
}

internal sealed record AgentRun(int ExitCode, string Output, string Errors)
{
    public override string ToString() => $"exit {ExitCode}\n{Output}\n--- standard error\n{Errors}";
}

using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Agent.Testing;

namespace Agent.Benchmarks;

/// <summary>From starting the process to the first prompt, beside a hello-world to its line; both published ReadyToRun, both in a terminal of their own, interleaved.</summary>
internal static class StartupBenchmark
{
    private const int Runs = 21;

    /// <summary>At the start of a line, with or without colours, and with nothing behind it.</summary>
    private static readonly Regex Prompt = new("\\n(\u001b\\[[0-9;]*m)*> (\u001b\\[[0-9;]*m)*$");

    public static async Task RunAsync()
    {
        using var folder = new TempFolder();
        var agent = Publish("Agent.Host", folder.File("agent"));
        var hello = Publish("benchmarks/HelloWorld", folder.File("hello"));
        var (agents, hellos) = (new List<double>(), new List<double>());
        for (var run = 0; run < Runs; run++)
        {
            hellos.Add(await UntilAsync(new("world"), hello));
            // A file of its own each time would measure the creation of a database; people start with the one they have.
            agents.Add(await UntilAsync(Prompt, $"{agent} --db {folder.File("agent.db")} --lang en"));
        }

        // The first run of each reads the files from the disk and makes the database.
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first start          hello-world {hellos[0]:0} ms, agent {agents[0]:0} ms"));
        var (h, a) = (Median(hellos.Skip(1)), Median(agents.Skip(1)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median of {Runs - 1} after    hello-world {h:0} ms, agent {a:0} ms, ratio {a / h:0.0}"));
    }

    private static string Publish(string project, string output)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["publish", Path.Combine(Repository.Root, project), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false", "-p:PublishReadyToRun=true", "-o", output, "-v", "quiet", "--nologo"]))!;
        process.WaitForExit();
        return process.ExitCode == 0 ? Path.Combine(output, Path.GetFileName(project)) : throw new InvalidOperationException($"Publishing {project} failed.");
    }

    private static async Task<double> UntilAsync(Regex marker, string command)
    {
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("script", ["-qfec", command, "/dev/null"]) { RedirectStandardInput = true, RedirectStandardOutput = true }) ?? throw new Win32Exception();
        var seen = "";
        var buffer = new char[4096];
        while (!marker.IsMatch(seen))
        {
            var read = await process.StandardOutput.ReadAsync(buffer);
            if (read == 0) throw new InvalidOperationException($"'{command}' ended before it printed '{marker}': {seen}");
            seen += new string(buffer, 0, read);
        }

        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        return took;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}

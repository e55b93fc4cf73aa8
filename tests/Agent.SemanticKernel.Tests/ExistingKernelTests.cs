using System.Diagnostics;

namespace Agent.SemanticKernel.Tests;

/// <summary>The sample, run as it stands.</summary>
public sealed class ExistingKernelTests
{
    /// <summary>Far beyond what it takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Ten_lines_add_shopping_to_an_app_on_a_Kernel()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "ExistingKernel.dll"));
        start.Environment.Remove("OPENAI_API_KEY");
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"The sample did not end. It said:\n{await output}\n{await errors}");
        }

        process.ExitCode.ShouldBe(0, await errors);
        (await output).ShouldContain("Taro Milk Tea");
        (await errors).ShouldContain("[audit] price-compare_prices for demo: Comparison");
    }

    [Fact]
    public void They_are_ten()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "samples", "ExistingKernel", "Program.cs"));
        lines.SkipWhile(l => l != "// Shopping, in ten lines.").Skip(1).Count(l => l.Length > 0).ShouldBe(10);
    }
}

using Agent.Benchmarks;
using Agent.Benchmarks.Model;

// One line a benchmark: its name and what runs it. Each prints medians and worst cases of one run.
Dictionary<string, Func<Task>> benchmarks = new(StringComparer.Ordinal)
{
    ["model"] = ModelTurnBenchmark.RunAsync,
    ["order"] = OrderBenchmark.RunAsync,
    ["search"] = SearchBenchmark.RunAsync,
    ["startup"] = StartupBenchmark.RunAsync,
    ["turn"] = ExpressTurnBenchmark.RunAsync,
};

if (args is [ModelServerProcess.Command])
{
    await ModelServerProcess.RunAsync();
    return 0;
}

if (args is [var name] && benchmarks.TryGetValue(name, out var run))
{
    await run();
    return 0;
}

Console.Error.WriteLine($"Usage: dotnet run -c Release --project benchmarks/Agent.Benchmarks -- {string.Join('|', benchmarks.Keys)}");
return 2;

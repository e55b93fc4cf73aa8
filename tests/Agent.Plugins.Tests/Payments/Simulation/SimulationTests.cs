using Agent.Plugins.Storage;
using Xunit.Abstractions;

namespace Agent.Plugins.Tests.Payments.Simulation;

public sealed class SimulationTests(ITestOutputHelper output)
{
    /// <summary>How many seeds are tried, and from which one on; a run of more is <c>AGENT_SEEDS=100000 dotnet test tests/Agent.Plugins.Tests --filter Whatever_goes_wrong</c>.</summary>
    internal const string SeedsVariable = "AGENT_SEEDS";
    private const string FirstVariable = "AGENT_FIRST_SEED";

    private static int Seeds => Number(SeedsVariable, 1000);

    private static int First => Number(FirstVariable, 1);

    [Fact]
    public async Task Whatever_goes_wrong_an_order_is_paid_and_placed_once_or_not_at_all()
    {
        var hashes = new Dictionary<int, string>();
        for (var seed = First; seed < First + Seeds; seed++) hashes[seed] = await TellAsync(seed);
        for (var seed = First; seed < First + Seeds; seed += 20) (await TellAsync(seed)).ShouldBe(hashes[seed], $"Seed {seed} gave another trace the second time.");
        hashes.Values.Distinct().Count().ShouldBeGreaterThan(Seeds * 9 / 10, "The seeds are too much alike to show anything.");
    }

    [Fact]
    public async Task The_same_holds_over_a_file()
    {
        using var folder = new TempFolder();
        for (var seed = 1; seed <= 10; seed++) await TellAsync(seed, folder.File($"{seed}.db"));
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), System.Globalization.CultureInfo.InvariantCulture, out var number) && number > 0 ? number : otherwise;

    private async Task<string> TellAsync(int seed, string path = SqliteDatabase.Memory)
    {
        var random = new Random(seed);
        var plot = Plot.Draw(random);
        var rate = random.Next(5, 35);
        await using var story = new Story(plot, (_, what) => Draw(random, rate, what), seed, path);
        try
        {
            return story.Tell().TraceHash;
        }
        catch (Exception e)
        {
            output.WriteLine($"Failing seed: {seed}");
            throw new InvalidOperationException($"Seed {seed}, {plot}:\n{string.Join('\n', story.Shop.Script.Trace)}", e);
        }
    }

    private static Fault Draw(Random random, int rate, string what)
    {
        if (random.Next(100) >= rate) return Fault.None;
        if (what == "read") return SweepTests.Crashes[random.Next(2)];
        return what == "commit" ? (random.Next(5) == 0 ? Fault.Refused : SweepTests.Crashes[random.Next(2)]) : SweepTests.Mishaps[random.Next(SweepTests.Mishaps.Length)];
    }
}

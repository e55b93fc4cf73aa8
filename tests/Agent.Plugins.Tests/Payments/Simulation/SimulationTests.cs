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

    private static readonly Fault[] Crashes = [Fault.CrashBefore, Fault.CrashAfter];
    private static readonly Fault[] Mishaps = [Fault.CrashBefore, Fault.CrashAfter, Fault.Down, Fault.ReplyLost, Fault.Late, Fault.Delayed, Fault.Doubled, Fault.Refused];

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

    [Theory]
    [InlineData("card", Ending.Nothing)]
    [InlineData("wallet", Ending.Nothing)]
    [InlineData("card", Ending.PersonCancels)]
    [InlineData("wallet", Ending.PersonCancels)]
    [InlineData("card", Ending.StoreCancels)]
    [InlineData("card", Ending.Problem)]
    [InlineData("wallet", Ending.Problem)]
    [InlineData("card", Ending.PersonCancelsParts)]
    [InlineData("wallet", Ending.PersonCancelsParts)]
    [InlineData("card", Ending.PartThenStore)]
    [InlineData("card", Ending.PartThenProblem)]
    [InlineData("wallet", Ending.PartThenProblem)]
    [InlineData("card", Ending.Remake)]
    public async Task Every_await_and_commit_may_be_the_last_one(string method, Ending ending)
    {
        var plot = Plot.Plain with { Method = method, Ending = ending };
        var points = new List<string>();
        await using (var calm = new Story(plot, (_, what) => Record(points, what))) calm.Tell();

        var swept = 0;
        for (var at = 0; at < points.Count; at++)
        {
            var faults = points[at] is "commit" or "read" ? Crashes : Mishaps;
            foreach (var fault in faults)
            {
                await using var story = new Story(plot, (n, _) => n == at ? fault : Fault.None);
                try
                {
                    story.Tell();
                }
                catch (Exception e)
                {
                    throw new InvalidOperationException($"{fault} at point {at} ({points[at]}):\n{string.Join('\n', story.Shop.Script.Trace)}", e);
                }

                swept++;
            }
        }

        output.WriteLine($"{method}, {ending}: {points.Count} of {points.Count} points, {swept} faults.");
        points.Count.ShouldBeGreaterThan(5);
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), System.Globalization.CultureInfo.InvariantCulture, out var number) && number > 0 ? number : otherwise;

    private static Fault Record(List<string> points, string what)
    {
        points.Add(what);
        return Fault.None;
    }

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
        if (what == "read") return Crashes[random.Next(2)];
        return what == "commit" ? (random.Next(5) == 0 ? Fault.Refused : Crashes[random.Next(2)]) : Mishaps[random.Next(Mishaps.Length)];
    }
}

using Xunit.Abstractions;

namespace Agent.Plugins.Tests.Payments.Simulation;

/// <summary>Every await of the outside and every transaction on the way, one after the other, with everything that can go wrong there.</summary>
public sealed class SweepTests(ITestOutputHelper output)
{
    internal static readonly Fault[] Crashes = [Fault.CrashBefore, Fault.CrashAfter];
    internal static readonly Fault[] Mishaps = [Fault.CrashBefore, Fault.CrashAfter, Fault.Down, Fault.ReplyLost, Fault.Late, Fault.Delayed, Fault.Doubled, Fault.Refused];

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

    private static Fault Record(List<string> points, string what)
    {
        points.Add(what);
        return Fault.None;
    }
}

using Agent.Plugins.Tests;
using Agent.Plugins.Tests.Campaigns;
using Agent.Plugins.Tests.Friends;
using Agent.Plugins.Tests.Orders;
using Agent.Plugins.Tests.Payments;
using Agent.Plugins.Tests.Payments.Simulation;
using Agent.Plugins.Tests.Pricing;
using Xunit.Abstractions;

namespace Agent.Plugins;

/// <summary>A proof that no bug can fail proves nothing: each bug is switched on in turn, and some proof has to find it.</summary>
public sealed class PlantedBugTests(ITestOutputHelper output)
{
    /// <summary>Cheap ones first: a bug is found by the first that fails.</summary>
    private static readonly Type[] Proofs =
    [
        typeof(MoneyTests), typeof(QuoteHashTests), typeof(ConsentsTests), typeof(PaymentLimitsTests), typeof(LedgerTests), typeof(CheckoutTests), typeof(PartCancellationTests), typeof(ProblemTests),
        typeof(CampaignTests), typeof(FriendsTests), typeof(RaceTests), typeof(SweepTests), typeof(SimulationTests),
    ];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Plants");

    public static IReadOnlyList<string> Bugs { get; } = [.. Directory.GetFiles(Folder, "*.txt").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    [Xunit.Fact]
    public async Task Every_planted_bug_is_caught_and_without_one_every_proof_holds()
    {
        Environment.SetEnvironmentVariable(SimulationTests.SeedsVariable, "25");
        Bugs.Count.ShouldBeGreaterThanOrEqualTo(20);
        var proofs = Proofs.SelectMany(Proof.Of).ToArray();
        proofs.Length.ShouldBeGreaterThan(200);
        foreach (var proof in proofs)
            if (await proof.FailAsync() is { } error) throw new InvalidOperationException($"{proof.Name} fails without a bug.", error);

        var missed = new List<string>();
        foreach (var bug in Bugs)
        {
            Planted.Bug = bug;
            var finder = await FindAsync(proofs, File.ReadLines(Path.Combine(Folder, bug + ".txt")).First().Split(": ")[^1]);
            Planted.Bug = null;
            output.WriteLine($"{bug,-36} {finder ?? "NOT CAUGHT"}");
            if (finder is null) missed.Add(bug);
        }

        output.WriteLine($"{Bugs.Count - missed.Count} of {Bugs.Count} caught.");
        missed.ShouldBeEmpty();
    }

    [Xunit.Fact]
    public void No_source_that_ships_has_the_switch()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Agent.sln"))) root = root.Parent;
        var shipped = new[] { "Agent.Plugins", "Agent", "Agent.Sandbox", "Agent.Host" }
            .SelectMany(p => Directory.GetFiles(Path.Combine(root.ShouldNotBeNull().FullName, p), "*.cs", SearchOption.AllDirectories))
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        shipped.Where(f => File.ReadAllText(f).Contains("Planted", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    /// <param name="first">The class that is likely to find it; the others are tried as well.</param>
    private static async Task<string?> FindAsync(Proof[] proofs, string first)
    {
        foreach (var proof in proofs.OrderBy(p => p.Type.Name != first))
            if (await proof.FailAsync() is not null) return proof.Name;
        return null;
    }
}

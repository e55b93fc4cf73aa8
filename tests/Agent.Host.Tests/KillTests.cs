using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Agent.Host.Chat;
using Agent.Plugins;
using Agent.Plugins.Payments;
using Agent.Plugins.Storage;
using Agent.Sandbox.Storage;
using Xunit.Abstractions;

namespace Agent.Host.Tests;

/// <summary>Real kill -9 of three programs at once that pay over one database, while the world lives on in a process of its own.</summary>
/// <remarks>It proves that a killed process loses and doubles nothing. It does not prove that the disk keeps what it was told to keep; <c>synchronous=FULL</c> and SQLite's own tests stand for that. <c>benchmarks/kill.sh N</c> does it N times.</remarks>
public sealed partial class KillTests(ITestOutputHelper output) : IDisposable
{
    private const string KillsVariable = "AGENT_KILLS";
    private const int Agents = 3;
    private const string Steps = "SELECT count(*) FROM journal_steps";

    /// <summary>By then no more steps come: where two want the same voucher, only one of them pays.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(5);

    private readonly TempFolder _folder = new();

    private string Database => _folder.File("agent.db");

    private string World => _folder.File("world.db");

    [Fact]
    public async Task Ten_kills_in_the_middle_of_paying_lose_and_double_nothing()
    {
        var kills = int.TryParse(Environment.GetEnvironmentVariable(KillsVariable), System.Globalization.CultureInfo.InvariantCulture, out var asked) && asked > 0 ? asked : 10;
        using var world = AgentProcess.Start(AgentProcess.Folder, "sandbox", "--urls", "http://127.0.0.1:0", "--db", World, "--speed", "3600");
        try
        {
            var url = await UntilAsync(world.StandardOutput, Url());
            var (acknowledged, interrupted) = (0, 0);
            for (var kill = 0; kill < kills; kill++)
            {
                // Journal steps of this payment that the kill waits for: none, the intent, and each step outside up to the last.
                acknowledged += await PayAndKillAsync(url, steps: kill * 2 % 13);
                if (await UnfinishedAsync() > 0) interrupted++;
                await RecoverAsync(url);
                await CheckAsync(atLeast: acknowledged);
            }

            output.WriteLine($"{kills} of {kills} kills of {Agents} programs each: {interrupted} in the middle of payments, {acknowledged} payments acknowledged before, none lost and none there twice");
        }
        finally
        {
            world.Kill();
            await world.WaitForExitAsync();
        }
    }

    public void Dispose() => _folder.Dispose();

    /// <param name="steps">Journal steps, of all of them together, that the kill waits for.</param>
    /// <returns>How many had printed their receipt.</returns>
    private async Task<int> PayAndKillAsync(string url, int steps)
    {
        var before = File.Exists(Database) ? await StepsAsync() : 0;
        var agents = Enumerable.Range(0, Agents).Select(_ => AgentProcess.Start(AgentProcess.Folder, "chat", "--new", "--world", url, "--db", Database, "--lang", "en")).ToArray();
        try
        {
            foreach (var agent in agents) await SayAsync(agent, Sentences.Order(Language.English));
            foreach (var agent in agents) await UntilAsync(agent.StandardOutput, QuoteCard());
            await using var watched = SqliteDatabase.Open(Database);
            foreach (var agent in agents) await SayAsync(agent, Sentences.Yes(Language.English));

            var start = Stopwatch.GetTimestamp();
            while (await watched.ReadAsync(tx => Count(tx, Steps), CancellationToken.None) - before < steps && Stopwatch.GetElapsedTime(start) < Settled) await Task.Yield();
            foreach (var agent in agents) agent.Kill();
            var told = 0;
            foreach (var agent in agents)
            {
                await agent.WaitForExitAsync();
                if ((await agent.StandardOutput.ReadToEndAsync()).Contains("Paid ¥", StringComparison.Ordinal)) told++;
            }

            return told;
        }
        finally
        {
            foreach (var agent in agents) agent.Dispose();
        }
    }

    private static async Task SayAsync(Process agent, string line)
    {
        await agent.StandardInput.WriteLineAsync(line);
        await agent.StandardInput.FlushAsync();
    }

    /// <summary>Starts it again and follows what there is to its end.</summary>
    private async Task RecoverAsync(string url)
    {
        var run = await AgentProcess.RunAsync([Sentences.WhereIsIt(Language.English)], "chat", "--world", url, "--db", Database, "--lang", "en");
        run.ExitCode.ShouldBe(ExitCode.Done, run.ToString());
    }

    private async Task CheckAsync(int atLeast)
    {
        await using var agent = SqliteDatabase.Open(Database);
        await using var world = SqliteDatabase.Open(World, WorldDatabase.Schema);
        var (pending, paid, past, total) = await agent.ReadAsync(
            tx => (
                Count(tx, "SELECT count(*) FROM orders WHERE state = 'Pending'"),
                Count(tx, "SELECT count(*) FROM journals WHERE kind = 'Pay' AND step = 'Done' AND refused = 0"),
                Count(tx, "SELECT count(*) FROM orders WHERE id NOT IN (SELECT order_id FROM journals)"),
                Count(tx, "SELECT coalesce(sum(o.total_minor), 0) FROM orders o JOIN journals j ON j.order_id = o.id WHERE j.kind = 'Pay' AND j.refused = 0")),
            CancellationToken.None);
        var (placed, captured, held, taken) = await world.ReadAsync(
            tx => (
                Count(tx, "SELECT count(*) FROM orders"),
                Count(tx, "SELECT count(*) FROM payments WHERE status = 'Captured'"),
                Count(tx, "SELECT count(*) FROM payments WHERE status = 'Authorised'"),
                Count(tx, "SELECT coalesce(sum(minor), 0) FROM payments WHERE status = 'Captured'")),
            CancellationToken.None);

        pending.ShouldBe(0);
        (placed, captured, held).ShouldBe((past + paid, paid, 0));
        taken.ShouldBe(total, "what was taken is what was agreed to");
        paid.ShouldBeGreaterThanOrEqualTo(atLeast, "an order whose receipt was printed is there");
        (await agent.ReadAsync(Ledger.Verify, CancellationToken.None)).ShouldBeEmpty();
    }

    private Task<long> StepsAsync() => CountAsync(Steps);

    private Task<long> UnfinishedAsync() => CountAsync("SELECT count(*) FROM journals WHERE step <> 'Done'");

    private async Task<long> CountAsync(string sql)
    {
        await using var database = SqliteDatabase.Open(Database);
        return await database.ReadAsync(tx => Count(tx, sql), CancellationToken.None);
    }

    private static long Count(ITransaction tx, string sql) => tx.QueryFirst(sql, row => row.Number(0));

    private static async Task<string> UntilAsync(StreamReader output, Regex marker)
    {
        using var patience = new CancellationTokenSource(AgentProcess.Patience);
        var seen = new StringBuilder();
        var buffer = new char[1024];
        try
        {
            while (await output.ReadAsync(buffer, patience.Token) is > 0 and var read)
            {
                seen.Append(buffer, 0, read);
                if (marker.Match(seen.ToString()) is { Success: true } found) return found.Value;
            }
        }
        catch (OperationCanceledException)
        {
            // Told below, with what it said instead.
        }

        throw new InvalidOperationException($"It never said {marker}, but: {seen}");
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Url();

    [GeneratedRegex("Paid to")]
    private static partial Regex QuoteCard();
}

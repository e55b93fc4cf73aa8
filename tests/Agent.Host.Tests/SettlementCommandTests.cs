using System.Text.Json;
using Agent.Host.Chat;
using Agent.Plugins;
using Agent.Plugins.Payments;
using Agent.Plugins.Storage;

namespace Agent.Host.Tests;

public sealed class SettlementCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Database => _folder.File("agent.db");

    [Fact]
    public async Task A_paid_order_is_on_the_statement_of_its_store_and_sums_to_the_ledger()
    {
        (await AgentProcess.RunAsync([Sentences.Order(Language.English), Sentences.Yes(Language.English)], "--db", Database, "--speed", "3600")).ExitCode.ShouldBe(ExitCode.Done);

        var json = await RunAsync("--output", "json");
        json.ExitCode.ShouldBe(ExitCode.Done, json.ToString());
        using var statements = JsonDocument.Parse(json.Output);
        var statement = statements.RootElement.EnumerateArray().ShouldHaveSingleItem();
        statement.GetProperty("store_id").GetString().ShouldBe("cloud-leaf");
        await using (var database = SqliteDatabase.Open(Database))
        {
            var owed = await database.ReadAsync(tx => Ledger.Balance(tx, LedgerAccount.Payable("magpie-dash"), "CNY"), CancellationToken.None);
            statement.GetProperty("net").GetProperty("minor").GetInt64().ShouldBe(owed.Minor);
        }

        var table = (await RunAsync("--lang", "en", "--store", "cloud-leaf", "--from", "2026-02-06", "--to", "2026-02-06")).Output;
        table.Split('\n').Length.ShouldBe(3);
        table.ShouldContain("Magpie Dash · Cloud Leaf Tea (cloud-leaf)");
        table.ShouldContain("−¥12.60");
        (await RunAsync("--lang", "de", "--from", "2026-02-07")).Output.ShouldBe("In diesem Zeitraum wurde nichts verkauft.\n");
    }

    [Theory]
    [InlineData("6.2.2026", "'6.2.2026' is not a day; write it as 2026-02-06.")]
    [InlineData("2026-02-30", "is not a day")]
    public async Task A_day_that_is_none_is_told_with_an_example(string day, string told)
    {
        var run = await RunAsync("--from", day);
        run.ExitCode.ShouldBe(ExitCode.Usage, run.ToString());
        run.Errors.ShouldContain(told);
    }

    [Fact]
    public async Task A_period_that_ends_before_it_begins_is_told()
    {
        var run = await RunAsync("--from", "2026-02-06", "--to", "2026-02-05");
        run.ExitCode.ShouldBe(ExitCode.Usage, run.ToString());
        run.Errors.ShouldContain("--to is before --from");
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_told_and_not_made()
    {
        var run = await RunAsync();
        run.ExitCode.ShouldBe(ExitCode.Failed, run.ToString());
        run.Errors.ShouldContain("There is no database");
        File.Exists(Database).ShouldBeFalse();
    }

    public void Dispose() => _folder.Dispose();

    private Task<AgentRun> RunAsync(params string[] arguments) => AgentProcess.RunAsync([], ["settlement", "--db", Database, .. arguments]);
}

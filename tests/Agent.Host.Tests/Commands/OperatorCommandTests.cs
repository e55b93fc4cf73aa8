using System.Text.Json.Nodes;
using Agent.Host.Chat;

namespace Agent.Host.Tests.Commands;

/// <summary>What operators run beside the chat, as processes of their own over one database.</summary>
public sealed class OperatorCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Database => _folder.File("agent.db");

    private static string Campaign => Path.Combine(AppContext.BaseDirectory, "data", "campaigns", "spring-milk-tea.yaml");

    [Fact]
    public async Task A_campaign_is_checked_rehearsed_started_claimed_from_prolonged_and_reported()
    {
        (await DoneAsync("campaign", "check", Campaign)).ShouldContain("in order: 4 waves, a budget of ¥50,000.00");
        var hours = (await DoneAsync("campaign", "dry-run", Campaign, "--per-hour", "300")).Split('\n');
        hours[1].ShouldContain("2026-02-06 10:00:00       200       100       ¥5,000.00");
        await DoneAsync("campaign", "start", Campaign, "--db", Database);

        var chat = await AgentProcess.RunAsync(["claim MILKTEA", "claim MILKTEA", "invite a friend", "vouchers"], "--db", Database, "--lang", "en");

        chat.Output.ShouldContain("“Free milk tea up to ¥25” is yours now, worth up to ¥25.00, good until 23 February.");
        chat.Output.ShouldContain("You already have “Free milk tea up to ¥25”.");
        chat.Output.ShouldContain("agent://friend/inv_");
        await DoneAsync("campaign", "extend", "spring-milk-tea", "--wave", "free-order", "--until", "2026-02-28", "--db", Database);
        (await AgentProcess.RunAsync([], "-m", "vouchers", "--db", Database, "--lang", "en")).Output.ShouldContain("Free milk tea up to ¥25 (VCH_");
        await DoneAsync("campaign", "stop", "spring-milk-tea", "--db", Database);
        var report = await DoneAsync("campaign", "report", "spring-milk-tea", "--db", Database);
        report.ShouldContain("stopped");
        report.ShouldContain("free-order: 1 given, ¥25.00");
        report.ShouldContain("vouchers good until 2026-03-01 00:00:00");
        (await DoneAsync("ledger", "verify", "--db", Database)).ShouldStartWith("In order:");
    }

    [Fact]
    public async Task An_order_is_answered_for_given_out_backed_up_and_erased()
    {
        var chat = await AgentProcess.RunAsync(["two large taro milk teas, half sugar, no ice, to the office, as cheap as possible", "yes"], "--db", Database, "--lang", "en", "--speed", "2000");
        var number = chat.Output.Split("¥7.16 on Magpie Dash. Order ")[1][..6];

        var shown = await DoneAsync("order", "show", number, "--db", Database);

        shown.ShouldContain("> two large taro milk teas, half sugar, no ice, to the office, as cheap as possible");
        shown.ShouldContain("total  ¥7.16 by card");
        shown.ShouldContain(", which is the quote's");
        shown.ShouldContain("Authorise");
        shown.ShouldContain("gateway:clearing");
        (await DoneAsync("ledger", "balances", "--db", Database)).ShouldContain("platform:magpie-dash:payable");
        JsonNode.Parse(await DoneAsync("person", "export", "--db", Database))!["orders"]!.AsArray().Count.ShouldBeGreaterThan(3);
        var copy = _folder.File("copy.db");
        await DoneAsync("backup", copy, "--db", Database);
        (await AgentProcess.RunAsync([], "person", "erase", "--db", Database)).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(ExitCode.Failed), r => r.Errors.ShouldContain("--yes"));
        await DoneAsync("person", "erase", "--forfeit", "--yes", "--db", Database);
        (await DoneAsync("person", "export", "--db", Database)).ShouldNotContain("taro milk teas");
        (await DoneAsync("ledger", "verify", "--db", Database)).ShouldStartWith("In order:");
        await DoneAsync("restore", copy, "--db", Database);
        (await DoneAsync("person", "export", "--db", Database)).ShouldContain("taro milk teas");
    }

    [Theory]
    [InlineData("campaign check nowhere.yaml", "nowhere.yaml, line 1: the file cannot be read")]
    [InlineData("ledger verify --db nowhere.db", "There is no database nowhere.db")]
    [InlineData("order show x1 --db nowhere.db", "There is no database nowhere.db")]
    [InlineData("backup copy.db --db nowhere.db", "There is no database nowhere.db")]
    [InlineData("restore nowhere.db --db agent.db", "There is no backup nowhere.db")]
    public async Task What_is_not_there_is_told_in_one_line(string arguments, string says)
    {
        var run = await AgentProcess.RunAsync([], arguments.Split(' '));
        run.ExitCode.ShouldBe(ExitCode.Failed, run.ToString());
        run.Errors.Trim().ShouldContain(says);
        run.Errors.Trim().ShouldNotContain("\n");
    }

    private static async Task<string> DoneAsync(params string[] arguments)
    {
        var run = await AgentProcess.RunAsync([], arguments);
        run.ExitCode.ShouldBe(ExitCode.Done, run.ToString());
        return run.Output;
    }

    public void Dispose() => _folder.Dispose();
}

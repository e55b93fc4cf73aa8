using Agent.Host.Chat;

namespace Agent.Host.Tests;

public sealed class VoucherCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task A_voided_voucher_is_told_with_why_and_used_no_more()
    {
        var done = await RunAsync("voucher", "void", "SPRING-FREE-ORDER", "--reason", "issued_in_error");
        done.ExitCode.ShouldBe(ExitCode.Done, done.ToString());
        done.Output.ShouldBe("SPRING-FREE-ORDER is void.\n");

        (await RunAsync("-m", "vouchers", "--lang", "en")).Output.ShouldContain("(SPRING-FREE-ORDER): withdrawn on 6 February, because it was issued in error");
        (await RunAsync("-m", "use code SPRING-FREE-ORDER", "--lang", "en")).Output.ShouldContain("was withdrawn and can't be used any more");
        var twice = await RunAsync("voucher", "void", "SPRING-FREE-ORDER");
        twice.ExitCode.ShouldBe(ExitCode.Failed, twice.ToString());
        twice.Errors.ShouldContain("was never issued, or is void already");
    }

    [Fact]
    public async Task A_reason_that_is_none_is_told_with_those_there_are()
    {
        var run = await RunAsync("voucher", "void", "SPRING-FREE-ORDER", "--reason", "boredom");
        run.ExitCode.ShouldBe(ExitCode.Usage, run.ToString());
        run.Errors.ShouldContain("withdrawn");
    }

    public void Dispose() => _folder.Dispose();

    private Task<AgentRun> RunAsync(params string[] arguments) => AgentProcess.RunAsync([], [.. arguments, "--db", _folder.File("agent.db")]);
}

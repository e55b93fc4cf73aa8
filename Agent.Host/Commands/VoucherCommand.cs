using System.CommandLine;
using System.Text.Json;
using Agent.Host.Chat;
using Agent.Plugins;
using Agent.Plugins.Storage;
using Agent.Plugins.Vouchers;
using Microsoft.Extensions.DependencyInjection;

namespace Agent.Host.Commands;

/// <summary>What whoever runs the agent may do to a voucher that was issued.</summary>
internal static class VoucherCommand
{
    public static Command Create()
    {
        var code = new Argument<string>("code") { Description = "The code of a voucher that our campaigns issued." };
        var reason = new Option<string>("--reason") { Description = "Why; the person is told.", HelpName = string.Join('|', Reasons), DefaultValueFactory = _ => NameOf(VoidReason.Withdrawn) };
        reason.AcceptOnlyFromAmong(Reasons);
        var database = new WorldOptions().Database;
        var withdraw = new Command("void", "Withdraw a voucher: no new order can use it; one that holds it already goes through.") { code, reason, database };
        withdraw.SetAction((parsed, cancellation) => VoidAsync(
            new ChatOptions { DatabasePath = parsed.GetValue(database) ?? DataFolder.DefaultDatabase },
            parsed.GetValue(code)!,
            Enum.GetValues<VoidReason>().First(r => NameOf(r) == parsed.GetValue(reason)),
            cancellation));
        return new Command("voucher", "Vouchers that our campaigns issued.") { withdraw };
    }

    private static string[] Reasons => [.. Enum.GetValues<VoidReason>().Select(NameOf)];

    private static string NameOf(VoidReason reason) => JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString());

    private static Task<int> VoidAsync(ChatOptions options, string code, VoidReason reason, CancellationToken cancellationToken) => CommandRun.RunAsync(() => CommandRun.WithAgentAsync(
        options,
        async host =>
        {
            var now = host.Clock.GetUtcNow();
            if (!await host.Services.GetRequiredService<IDatabase>().WriteAsync(tx => VoucherPurse.Void(tx, code, reason, now), cancellationToken))
                throw new ShopException("voucher_unknown", $"{code} was never issued, or is void already. Codes are written as they were issued, capitals included.") { Subject = code };
            Console.Out.WriteLine($"{code} is void.");
        },
        cancellationToken));
}

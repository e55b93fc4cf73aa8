using System.CommandLine;
using Agent.Plugins;
using Agent.Plugins.Payments;

namespace Agent.Host.Commands;

/// <summary>Looks into the ledger.</summary>
internal static class LedgerCommand
{
    public static Command Create()
    {
        var database = Books.DatabaseOption();
        var verify = new Command("verify", "Check that every posting sums to zero, no one is overdrawn and nothing is held or promised that has ended.") { database };
        verify.SetAction((parsed, cancellation) => Books.RunAsync(parsed.GetValue(database), async books =>
        {
            var wrong = await books.ReadAsync(Ledger.Verify, cancellation);
            foreach (var line in wrong) Console.Out.WriteLine(line);
            if (wrong.Count > 0) throw new ShopException("ledger_unsound", $"The ledger is not in order: {wrong.Count} findings.");
            var (postings, entries) = await books.ReadAsync(Ledger.Count, cancellation);
            Console.Out.WriteLine(FormattableString.Invariant($"In order: {postings} postings with {entries} entries; every posting sums to zero."));
        }));
        var balances = new Command("balances", "Print the balance of every account.") { database };
        balances.SetAction((parsed, cancellation) => Books.RunAsync(parsed.GetValue(database), async books =>
        {
            var all = await books.ReadAsync(Ledger.Balances, cancellation);
            var width = all.Select(a => a.Account.Length).DefaultIfEmpty().Max();
            foreach (var (account, balance) in all) Console.Out.WriteLine($"{account.PadRight(width)}  {Books.Amount(balance),14}");
        }));
        return new Command("ledger", "The double-entry record of all money.") { verify, balances };
    }
}

using System.ComponentModel;
using Agent.Plugins.Payments;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using Agent.Plugins.Storage;

namespace Agent.Plugins;

/// <summary>Asks to pay; never pays.</summary>
public sealed class PaymentPlugin(TurnContext turn, IDatabase database, PlatformDirectory platforms, PaymentQuestions questions)
{
    private const int RecentEntries = 10;

    [Description("Asks the person to pay exactly this quote. It opens a question that only the person can answer; it moves no money.")]
    public async Task<Outcome<PaymentAsked>> RequestPayment(
        [Description("Id of a quote from compare_prices.")] string quoteId,
        [Description("\"card\" or \"wallet\"; the card when left out, or what the quote's vouchers need.")] string? method = null,
        CancellationToken cancellationToken = default) =>
        await database.WriteAsync<Outcome<PaymentAsked>>(tx => QuoteStore.Find(tx, turn.PersonId, quoteId) is { } quote ? questions.Ask(tx, turn, quote, method ?? PaymentMethods.For(quote), null) : RefusalCode.QuoteUnknown, cancellationToken);

    [Description("Shows the wallet's balance, the ways to pay and the latest movements.")]
    public async Task<Outcome<WalletView>> GetWallet(CancellationToken cancellationToken = default) => await database.ReadAsync(Wallet, cancellationToken);

    private Outcome<WalletView> Wallet(ITransaction tx)
    {
        var account = LedgerAccount.Wallet(turn.PersonId);
        var entries = Ledger.Entries(tx, account, RecentEntries);
        var currency = entries.Count > 0 ? entries[0].Amount.Currency : platforms.All.Count > 0 ? platforms.All[0].Info.Currency : "CNY";
        var balance = Ledger.Balance(tx, account, currency);
        return new WalletView(balance, PaymentMethods.All(balance, turn.Language), [.. entries.Select(e => new WalletEntry(TimeZoneInfo.ConvertTime(e.At, turn.TimeZone), Shown(e.Kind), e.Amount, e.OrderId))]);
    }

    /// <summary>To the person, money that is set aside is paid, and money that is let go has come back.</summary>
    private static WalletEntryKind Shown(PostingKind kind) => kind switch
    {
        PostingKind.TopUp => WalletEntryKind.TopUp,
        PostingKind.Hold or PostingKind.Payment => WalletEntryKind.Payment,
        _ => WalletEntryKind.Refund,
    };
}

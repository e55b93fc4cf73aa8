using System.ComponentModel;
using Agent.Plugins.Payments;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using Agent.Plugins.Storage;

namespace Agent.Plugins;

/// <summary>Asks to pay; never pays.</summary>
public sealed class PaymentPlugin(TurnContext turn, IDatabase database, PlatformDirectory platforms, PaymentLimits limits)
{
    private const int RecentEntries = 10;

    [Description("Asks the person to pay exactly this quote. It opens a question that only the person can answer; it moves no money.")]
    public async Task<Outcome<PaymentAsked>> RequestPayment(
        [Description("Id of a quote from compare_prices.")] string quoteId,
        [Description("\"card\" or \"wallet\"; the card when left out, or what the quote's vouchers need.")] string? method = null,
        CancellationToken cancellationToken = default) =>
        await database.WriteAsync(tx => Ask(tx, quoteId, method), cancellationToken);

    [Description("Shows the wallet's balance, the ways to pay and the latest movements.")]
    public async Task<Outcome<WalletView>> GetWallet(CancellationToken cancellationToken = default) => await database.ReadAsync(Wallet, cancellationToken);

    private Outcome<PaymentAsked> Ask(ITransaction tx, string quoteId, string? named)
    {
        if (QuoteStore.Find(tx, turn.PersonId, quoteId) is not { } quote) return RefusalCode.QuoteUnknown;
        var method = named ?? PaymentMethods.For(quote);
        var balance = Ledger.Balance(tx, LedgerAccount.Wallet(turn.PersonId), quote.Total.Currency);
        var methods = PaymentMethods.All(balance, turn.Language);
        if (methods.FirstOrDefault(m => string.Equals(m.Id, method, StringComparison.OrdinalIgnoreCase)) is not { } chosen)
            return new Refusal(RefusalCode.MethodUnknown) { Choices = [.. methods.Select(m => m.Name)] };

        if (QuoteCheck.Refuses(quote, chosen.Id, turn.Now) is { } stale) return stale with { Choices = [.. stale.Choices.Select(m => PaymentMethods.Name(m, turn.Language))] };
        if (limits.Check(tx, turn.PersonId, quote.Total, turn.Now, turn.TimeZone) is { } exceeded) return exceeded;
        if (chosen.Id == PaymentMethods.Wallet && balance < quote.Total) return new Refusal(RefusalCode.InsufficientFunds) { Amount = quote.Total - balance };

        var request = new ConsentRequest(turn.Ids.Next("cns"), ConsentPurpose.Pay, quote.Id, QuoteHash.Compute(quote, chosen.Id), quote.Total, chosen.Id, quote.ExpiresAt);
        ConsentBook.Ask(tx, turn.PersonId, turn.ConversationId, request, turn.Now);
        return new PaymentAsked(request, quote, chosen);
    }

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

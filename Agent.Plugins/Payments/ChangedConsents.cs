using Agent.Plugins.Baskets;
using Agent.Plugins.Orders;
using Agent.Plugins.People;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using Agent.Plugins.Storage;
using Agent.Plugins.Vouchers;
using Microsoft.Extensions.Logging;

namespace Agent.Plugins.Payments;

/// <summary>After a yes that could not be honoured because something is no longer as it was agreed to: says what, and asks anew. Thread-safe.</summary>
internal sealed class ChangedConsents(IDatabase database, PlatformDirectory platforms, PaymentQuestions payments, CancellationQuestions cancellations, IdSource ids, ILogger<ChangedConsents> log)
{
    /// <returns>The same refusal, with the differences and the new question where there are any.</returns>
    public async Task<ConsentOutcome.Refused> AskAgainAsync(TurnContext turn, ConsentRequest request, ConsentOutcome.Refused refused)
    {
        var code = refused.Refusal.Code;
        try
        {
            return request.Purpose switch
            {
                ConsentPurpose.Pay when code is RefusalCode.ConsentMismatch or RefusalCode.PriceChanged or RefusalCode.QuoteExpired or RefusalCode.VoucherUsed or RefusalCode.VoucherNotUsable
                    or RefusalCode.VoucherVoided or RefusalCode.VoucherLimit or RefusalCode.VoucherFirstOrder or RefusalCode.VoucherHours or RefusalCode.VoucherMethod => await PayAsync(turn, request, refused),
                ConsentPurpose.Cancel when code is RefusalCode.ConsentMismatch or RefusalCode.PriceChanged => await CancelAsync(turn, request, refused),
                _ => refused,
            };
        }
        catch (Exception e)
        {
            // The refusal stands, and is told, whatever becomes of the next question.
            log.LogError(e, "{ConsentId} was refused and could not be asked again; error {ErrorId}", request.Id, ids.Next("err"));
            return refused;
        }
    }

    private async Task<ConsentOutcome.Refused> PayAsync(TurnContext turn, ConsentRequest request, ConsentOutcome.Refused refused)
    {
        var (agreed, stored) = await database.ReadAsync(tx => (PaymentQuestions.Agreed(tx, request), QuoteStore.Find(tx, turn.PersonId, request.SubjectId)), CancellationToken.None);
        if (agreed is null) return refused;
        var method = request.Method ?? PaymentMethods.Default;
        var changed = stored is not null && QuoteHash.Compute(stored, method) != request.SubjectHash;
        if (changed) refused = refused with { Changes = ConsentChanges.Between(agreed, method, stored!, method) };

        // What is stored was changed by nobody who may: the platform itself is asked what is so.
        var fresh = await QuoteAsync(turn, agreed);
        if (!fresh.Succeeded) return refused;
        var changes = Told(ConsentChanges.Between(agreed, method, fresh.Value, method));
        var asked = await database.WriteAsync(
            tx =>
            {
                QuoteStore.Save(tx, turn.PersonId, turn.ConversationId, [fresh.Value]);
                return payments.Ask(tx, turn, fresh.Value, method, changes);
            },
            CancellationToken.None);
        return asked.Succeeded ? refused with { Again = asked.Value, Changes = refused.Changes ?? changes } : refused;
    }

    /// <summary>The same basket once more, with those of its vouchers that can still be used.</summary>
    private async Task<Outcome<Quote>> QuoteAsync(TurnContext turn, Quote agreed)
    {
        if (platforms.Find(agreed.PlatformId) is not { } platform) return new Refusal(RefusalCode.Unavailable) { Platform = agreed.PlatformName };
        var (address, basket) = await database.ReadAsync(
            tx => (agreed.Delivery.AddressId is { } id ? AddressBook.Find(tx, turn.PersonId, id) : null, BasketStore.Load(tx, turn.PersonId, turn.ConversationId)),
            CancellationToken.None);
        if (address is null && !agreed.Delivery.Pickup) return RefusalCode.AddressNeeded;
        // The wished time stands in the basket only, which has its lines back by now.
        var at = basket.StoreId == agreed.StoreId && agreed.IsFor(basket.Lines) && basket.Delivery.At > turn.Now ? basket.Delivery.At : null;
        var request = new QuoteRequest(turn.PersonId, agreed.StoreId, OrderedBasket.LinesOf(agreed), address, at, agreed.Note, [], turn.Language) { Gift = agreed.Delivery.Gift };
        var desk = new QuoteDesk(turn, platforms);
        var vouchers = agreed.Discounts.Count == 0 ? [] : await FreeAsync(turn, platform, agreed);
        var quote = await desk.AskAsync(platform, request with { Vouchers = vouchers }, CancellationToken.None);
        return quote.Refusal is { Code: RefusalCode.VoucherNotUsable or RefusalCode.VoucherUsed or RefusalCode.VoucherUnknown } ? await desk.AskAsync(platform, request, CancellationToken.None) : quote;
    }

    private async Task<IReadOnlyList<Voucher>> FreeAsync(TurnContext turn, IPlatform platform, Quote agreed)
    {
        var held = await HeldVouchers.GatherAsync(turn, platforms, database, CancellationToken.None);
        return [.. held.On(platform.Info.Id).Where(v => agreed.Discounts.Any(d => d.VoucherCode == v.Code))];
    }

    private async Task<ConsentOutcome.Refused> CancelAsync(TurnContext turn, ConsentRequest request, ConsentOutcome.Refused refused)
    {
        var (agreed, order) = await database.ReadAsync(tx => (CancellationQuestions.Agreed(tx, request), OrderStore.Find(tx, turn.PersonId, request.SubjectId)), CancellationToken.None);
        if (agreed is null || order is not { IsOpen: true, PlatformOrderId: not null } || CancellationHash.Compute(agreed) != request.SubjectHash) return refused;
        var left = LineUnits.Left(order.Quote, order.Gone);
        if (LineUnits.Check(order.Quote, order.Gone, agreed.Lines) is not null) return refused with { Changes = ConsentChanges.Between(agreed, agreed.For(order), order.Quote) };
        var asked = await cancellations.AskAsync(turn, order, agreed.Lines.SequenceEqual(left) ? [] : agreed.Lines, agreed, CancellationToken.None);
        return asked.Succeeded ? refused with { Again = asked.Value, Changes = asked.Value.Changes } : refused with { Changes = ConsentChanges.Between(agreed, agreed.For(order), order.Quote) };
    }

    /// <summary>Every new quote has a reference and an end of its own; they are told where nothing else is.</summary>
    private static IReadOnlyList<ConsentChange> Told(IReadOnlyList<ConsentChange> changes)
    {
        ConsentChange[] others = [.. changes.Where(c => c.Field is not (ConsentField.Reference or ConsentField.Expiry))];
        return others.Length > 0 ? others : changes;
    }
}

using System.Text.Json;
using Agent.Plugins.Orders;
using Agent.Plugins.Platforms;
using Agent.Plugins.Storage;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Payments;

/// <summary>Opens the question whether an order, or a part of it, shall be cancelled on its platform's terms. Thread-safe.</summary>
public sealed class CancellationQuestions
{
    /// <summary>How long a question to cancel stays open; the platform's terms change as the order moves on.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private readonly IDatabase _database;
    private readonly PlatformDirectory _platforms;

    internal CancellationQuestions(IDatabase database, PlatformDirectory platforms) => (_database, _platforms) = (database, platforms);

    /// <param name="lines">What of it; empty for all that is left.</param>
    internal async Task<Outcome<CancellationAsked>> AskAsync(TurnContext turn, Order order, IReadOnlyList<LineChoice> lines, CancellationToken cancellationToken)
    {
        if (order.Waiting is not null || order.Refunding is not null) return new Refusal(RefusalCode.OrderInProgress) { Platform = order.Quote.PlatformName };
        if (!order.IsOpen || order.PlatformOrderId is null) return new Refusal(RefusalCode.OrderNotCancellable) { Platform = order.Quote.PlatformName };
        var left = LineUnits.Left(order.Quote, order.Gone);
        IReadOnlyList<LineUnits> units = [.. lines.Select(l => new LineUnits(l.Line, l.Units ?? left.FirstOrDefault(u => u.Line == l.Line)?.Units ?? 1))];
        if (LineUnits.Check(order.Quote, order.Gone, units) is { } unknown) return unknown;
        units = LineUnits.Sum(units, []);
        return await AskAsync(turn, order, units.SequenceEqual(left) ? [] : units, null, cancellationToken);
    }

    /// <param name="lines">Units that are there; empty for all that is left.</param>
    /// <param name="before">What was agreed to and is no longer so; null where it is asked for the first time.</param>
    internal async Task<Outcome<CancellationAsked>> AskAsync(TurnContext turn, Order order, IReadOnlyList<LineUnits> lines, CancellationOffer? before, CancellationToken cancellationToken)
    {
        var silent = new Refusal(RefusalCode.Unavailable) { Platform = order.Quote.PlatformName };
        if (_platforms.Find(order.Quote.PlatformId) is not { } platform) return silent;
        var answer = await _platforms.AskAsync(platform, (p, token) => p.GetCancellationTermsAsync(order.PlatformOrderId!, lines, token), cancellationToken);
        if (!answer.Answered) return silent;
        if (!answer.Value.Succeeded) return answer.Value.Refusal with { Platform = answer.Value.Refusal.Platform ?? order.Quote.PlatformName };
        var terms = answer.Value.Value;
        if (!AddsUp(terms, order, lines))
            throw new ShopException("terms_inconsistent", $"{order.Quote.PlatformName} gave a fee and a refund that do not add up to what was paid, so nothing was cancelled.") { Subject = order.Quote.PlatformName };
        return await _database.WriteAsync<Outcome<CancellationAsked>>(tx => Open(tx, turn, order, lines, terms, before), cancellationToken);
    }

    /// <summary>What the person read; null where that was not kept.</summary>
    internal static CancellationOffer? Agreed(ITransaction tx, ConsentRequest request) =>
        ConsentBook.Subject(tx, request.Id) is { } subject ? JsonSerializer.Deserialize(subject, CancellationJson.Relaxed.CancellationOffer) : null;

    /// <summary>What is paid for a part is the platform's to say, within what is left; of the whole it is what is left.</summary>
    private static bool AddsUp(CancellationTerms terms, Order order, IReadOnlyList<LineUnits> lines) =>
        terms.Fee.Minor >= 0 && terms.Refund.Minor >= 0 && (lines.Count == 0 ? terms.Fee + terms.Refund == order.Left : terms.Fee + terms.Refund <= order.Left);

    private static CancellationAsked Open(ITransaction tx, TurnContext turn, Order order, IReadOnlyList<LineUnits> lines, CancellationTerms terms, CancellationOffer? before)
    {
        var now = turn.Now;
        var ended = VoucherPurse.List(tx, order.PersonId).Where(v => v.ValidUntil <= now).Select(v => v.Code).Concat(terms.EndedVouchers ?? []).ToHashSet(StringComparer.Ordinal);
        var offer = CancellationOffer.Of(order, lines, terms, ended);
        var request = new ConsentRequest(turn.Ids.Next("cns"), ConsentPurpose.Cancel, order.Id, CancellationHash.Compute(offer), terms.Fee, order.PaymentMethod, now + Life);
        ConsentBook.Ask(tx, turn.PersonId, turn.ConversationId, request, JsonSerializer.Serialize(offer, CancellationJson.Relaxed.CancellationOffer), now);
        return new CancellationAsked(request, OrderViews.Of(order, turn.Language, now), terms.Fee, terms.Refund)
        {
            Changes = before is null ? null : ConsentChanges.Between(before, offer, order.Quote),
            Lines = offer.IsWhole ? null : lines,
            VouchersBack = Titles(order, offer.Returning),
            VouchersEnded = Titles(order, offer.Ended),
        };
    }

    private static IReadOnlyList<string>? Titles(Order order, IReadOnlyList<string> codes) =>
        codes.Count == 0 ? null : [.. order.Quote.Discounts.Where(d => codes.Contains(d.VoucherCode)).Select(d => d.Title)];
}

using System.CommandLine;
using Agent.Conversations;
using Agent.Host.Terminal;
using Agent.Plugins;
using Agent.Plugins.Payments;
using Agent.Plugins.Records;
using static Agent.Host.Commands.Books;

namespace Agent.Host.Commands;

/// <summary>Answers for one order.</summary>
internal static class OrderCommand
{
    /// <summary>Of what was said before the yes; the rest of a long conversation is about other things.</summary>
    private const int TurnsShown = 12;

    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The order's id, or its short number." };
        var database = DatabaseOption();
        var show = new Command("show", "Print the whole chain of an order: what was said, quoted, hashed and agreed to, each step and each entry of the ledger.") { id, database };
        show.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(database), async books =>
        {
            var wanted = parsed.GetValue(id)!;
            var (trail, said) = await books.ReadAsync(
                tx =>
                {
                    var found = OrderTrail.Find(tx, wanted) ?? throw new ShopException("order_unknown", $"There is no order {wanted}. Name its id, or the number that was told.") { Subject = wanted };
                    var agreed = (found.Consents is [var first, ..] ? first.ResolvedAt : null) ?? found.Order.History[0].At;
                    return (found, Transcript.Read(tx, found.Order.PersonId, found.Order.ConversationId, agreed));
                },
                cancellation);
            foreach (var line in Lines(trail, said)) Console.Out.WriteLine(PlainText.Line(line));
        }));
        return new Command("order", "Placed orders.") { show };
    }

    private static IEnumerable<string> Lines(OrderTrail trail, IReadOnlyList<SaidTurn> said)
    {
        var (order, quote) = (trail.Order, trail.Order.Quote);
        yield return $"Order {order.Id} of {order.PersonId}: {order.State} on {quote.PlatformName}, {quote.StoreName}";
        yield return "Said";
        foreach (var turn in said.TakeLast(TurnsShown))
        {
            yield return $"  {Moment(turn.At)}  > {turn.Message ?? "(a button)"}";
            if (turn.Answer.Length > 0) yield return $"  {"",19}    {turn.Answer.ReplaceLineEndings(" ")}";
        }

        yield return $"Quoted  {quote.Id}";
        foreach (var line in quote.Lines) yield return $"  {line.Quantity} × {line.Name}{(line.Choices.Count > 0 ? $" ({string.Join(", ", line.Choices)})" : "")}  {Amount(line.Total)}";
        foreach (var fee in quote.Fees) yield return $"  {fee.Kind}  {Amount(fee.Amount)}";
        foreach (var discount in quote.Discounts) yield return $"  {discount.Title} [{discount.VoucherCode}, {discount.Funder}]  {Amount(-discount.Amount)}";
        yield return $"  total  {Amount(quote.Total)} by {order.PaymentMethod} to {quote.Payee}";
        yield return $"Hashed  {trail.QuoteHash}";
        foreach (var consent in trail.Consents) foreach (var line in Lines(consent, trail.QuoteHash)) yield return line;
        foreach (var saga in trail.Sagas)
        {
            yield return $"{saga.Kind}{(saga.Refusal is { } refusal ? $", refused: {refusal.Code}" : "")}";
            foreach (var step in saga.Steps) yield return $"  {Moment(step.At)}  {step.Step}";
        }

        yield return "Followed";
        foreach (var step in order.History) yield return $"  {Moment(step.At)}  {step.State}";
        yield return "Entries";
        foreach (var entry in trail.Entries) yield return $"  {Moment(entry.At)}  {entry.Kind,-8} {entry.Account,-40} {Amount(entry.Amount),12}  {entry.Reference}";
    }

    private static IEnumerable<string> Lines(TrailConsent consent, string quoteHash)
    {
        var (request, isPayment) = (consent.Request, consent.Request.Purpose == ConsentPurpose.Pay);
        yield return $"Agreed  {request.Id}: {request.Purpose} {Amount(request.Amount)}, {consent.State}";
        yield return $"  asked {Moment(consent.AskedAt)}, answered {(consent.ResolvedAt is { } at ? Moment(at) : "never")}, good until {Moment(request.ExpiresAt)}";
        yield return $"  hash {request.SubjectHash}{(!isPayment ? "" : request.SubjectHash == quoteHash ? ", which is the quote's" : ", WHICH IS NOT THE QUOTE'S")}";
    }
}

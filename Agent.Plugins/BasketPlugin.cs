using System.ComponentModel;
using Agent.Plugins.Baskets;
using Agent.Plugins.People;
using Agent.Plugins.Storage;

namespace Agent.Plugins;

/// <summary>The conversation's basket: what is wanted, where and when. Each change is made wholly or refused wholly.</summary>
public sealed class BasketPlugin(TurnContext turn, BasketEditor editor, BasketViews views, IDatabase database)
{
    [Description("Adds, changes or removes lines of the basket, all or nothing, and returns the basket as it then is.")]
    public Task<Outcome<BasketView>> UpdateBasket(
        [Description("add: item_id, choices, quantity. set: line_id with the new choices (a group's bare id takes its choices back) or quantity (0 removes). remove: line_id. clear: everything but the delivery.")] IReadOnlyList<BasketChange> changes,
        CancellationToken cancellationToken = default) =>
        changes is { Count: > 0 } ? editor.UpdateAsync(turn, changes, cancellationToken) : ViewBasket(cancellationToken);

    [Description("The basket as it is, with names and list prices.")]
    public async Task<Outcome<BasketView>> ViewBasket(CancellationToken cancellationToken = default)
    {
        var basket = await database.ReadAsync(tx => BasketStore.Load(tx, turn.PersonId, turn.ConversationId), cancellationToken);
        return await views.BuildAsync(turn, basket, cancellationToken);
    }

    [Description("Sets where and when the basket shall be delivered. What is left out stays as it is.")]
    public Task<Outcome<BasketView>> SetDelivery(
        [Description("Id or label of one of the person's addresses, or a part of its street.")] string? address = null,
        [Description("True to pick it up at the store.")] bool? pickup = null,
        [Description("asap, a time of today as HH:mm, or a local time as yyyy-MM-ddTHH:mm.")] string? time = null,
        [Description("A note for the store, at most 200 characters; empty for none.")] string? note = null,
        CancellationToken cancellationToken = default) =>
        editor.ChangeAsync(turn, basket => ChangeAsync(basket, address, pickup, time, note, cancellationToken), cancellationToken);

    private async Task<Outcome<Basket>> ChangeAsync(Basket basket, string? address, bool? pickup, string? time, string? note, CancellationToken cancellationToken)
    {
        var delivery = basket.Delivery;
        if (address is not null)
        {
            var book = await database.ReadAsync(tx => AddressBook.List(tx, turn.PersonId), cancellationToken);
            var found = DeliveryWishes.FindAddress(book, address, turn.Language);
            if (!found.Succeeded) return found.Refusal;
            delivery = delivery with { AddressId = found.Value.Id, Pickup = false };
        }

        if (pickup is { } fetch) delivery = delivery with { Pickup = fetch, AddressId = fetch ? null : delivery.AddressId };
        if (time is not null)
        {
            if (DeliveryWishes.ReadTime(time, turn.Now, turn.TimeZone, out var at) is { } refusal) return refusal;
            delivery = delivery with { At = at };
        }

        if (note is null) return basket with { Delivery = delivery };
        var kept = DeliveryWishes.ReadNote(note);
        return kept.Succeeded ? basket with { Delivery = delivery, Note = kept.Value.Length == 0 ? null : kept.Value } : kept.Refusal;
    }
}

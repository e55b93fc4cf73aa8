using System.ComponentModel;
using Agent.Plugins.Baskets;
using Agent.Plugins.People;
using Agent.Plugins.Storage;

namespace Agent.Plugins;

/// <summary>The conversation's basket: what is wanted, where and when. Each change is made wholly or refused wholly.</summary>
public sealed class BasketPlugin(TurnContext turn, BasketEditor editor, BasketViews views, AddressDesk addresses, IDatabase database)
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
        [Description("True for a gift: whoever receives it sees no price. What goes to a friend's address is one unless this is false.")] bool? gift = null,
        [Description("Name of who receives the gift.")] string? recipient = null,
        CancellationToken cancellationToken = default) =>
        editor.ChangeAsync(turn, basket => ChangeAsync(basket, new DeliverySaid(address, pickup, time, note, gift, recipient), cancellationToken), cancellationToken);

    [Description("Saves an address of the person or of a friend, by a label; another one of that label is replaced. It chooses nothing: set_delivery does.")]
    public Task<Outcome<AddressSaved>> SaveAddress(
        [Description("What it is called, such as the friend's name; at most 40 characters.")] string label,
        [Description("Street, number and door, in the person's own words; at most 120 characters.")] string street,
        [Description("The delivery zone that it lies in; left out where it was not said, and then refused with the zones to ask.")] string? zone = null,
        [Description("Name of the friend who lives there; left out for an address of the person's own.")] string? recipient = null,
        CancellationToken cancellationToken = default) =>
        addresses.SaveAsync(turn, label, street, zone, recipient, cancellationToken);

    private async Task<Outcome<Basket>> ChangeAsync(Basket basket, DeliverySaid said, CancellationToken cancellationToken)
    {
        IReadOnlyList<Address> book = said.Address is null && said.Recipient is null ? [] : await database.ReadAsync(tx => AddressBook.List(tx, turn.PersonId), cancellationToken);
        return DeliveryWishes.Apply(basket, said, book, turn);
    }
}

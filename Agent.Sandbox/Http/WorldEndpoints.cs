using Agent.Plugins;
using Agent.Plugins.Menu;
using Agent.Plugins.Platforms;
using Agent.Sandbox.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Agent.Sandbox.Http;

/// <summary>The world's HTTP surface.</summary>
internal static class WorldEndpoints
{
    private static PluginsJson Domain => PluginsJson.Relaxed;

    private static WorldJson World => WorldJson.Relaxed;

    public static void Map(IEndpointRouteBuilder routes, SandboxWorld world)
    {
        MapWorld(routes, world);
        MapShopping(routes, world);
        MapOrders(routes, world);
        MapPayments(routes, world);
    }

    private static void MapWorld(IEndpointRouteBuilder routes, SandboxWorld world)
    {
        routes.MapGet("/v1/world", c => Wire.WriteAsync(c, new WorldState([.. world.Platforms.Select(p => p.Info)], world.Clock.Pacing, world.Faults.Active), World.WorldState));
        routes.MapGet("/v1/person", c => Wire.WriteAsync(c, DemoData.Of(world.Catalogue), World.DemoData));
        routes.MapPut("/v1/faults/{name}", c =>
        {
            world.Faults.Raise(Value(c, "name"));
            return Wire.WriteAsync(c, world.Faults.Active, Domain.IReadOnlyListString);
        });
        routes.MapDelete("/v1/faults/{name}", c =>
        {
            world.Faults.Lift(Value(c, "name"));
            return Wire.WriteAsync(c, world.Faults.Active, Domain.IReadOnlyListString);
        });
    }

    private static void MapShopping(IEndpointRouteBuilder routes, SandboxWorld world)
    {
        routes.MapGet("/v1/platforms/{platform}/feed", async c =>
        {
            var menus = new List<StoreMenu>();
            await foreach (var menu in Platform(world, c).ReadFeedAsync(c.RequestAborted)) menus.Add(menu);
            await Wire.WriteAsync(c, (IReadOnlyList<StoreMenu>)menus, Domain.IReadOnlyListStoreMenu);
        });
        routes.MapPost("/v1/platforms/{platform}/search", async c =>
            await Wire.WriteAsync(c, await Platform(world, c).SearchAsync(await Wire.ReadAsync(c, Domain.PlatformQuery), c.RequestAborted), Domain.IReadOnlyListStoreMenu));
        routes.MapGet("/v1/platforms/{platform}/stores/{id}", async c =>
            await Wire.WriteAsync(c, await Platform(world, c).GetStoreAsync(Value(c, "id"), c.RequestAborted), Domain.StoreMenu));
        routes.MapGet("/v1/platforms/{platform}/people/{id}/vouchers", async c =>
            await Wire.WriteAsync(c, await Platform(world, c).ListVouchersAsync(Value(c, "id"), c.RequestAborted), Domain.IReadOnlyListVoucher));
        routes.MapPost("/v1/platforms/{platform}/quotes", async c =>
            await Wire.WriteOutcomeAsync(c, await Platform(world, c).QuoteAsync(await Wire.ReadAsync(c, Domain.QuoteRequest), c.RequestAborted), Domain.Quote));
    }

    private static void MapOrders(IEndpointRouteBuilder routes, SandboxWorld world)
    {
        routes.MapPost("/v1/platforms/{platform}/orders", async c =>
            await Wire.WriteOutcomeAsync(c, await Platform(world, c).PlaceAsync(await Wire.ReadAsync(c, Domain.PlaceRequest), c.RequestAborted), Domain.Placement));
        routes.MapPost("/v1/platforms/{platform}/orders/abandon", async c =>
            await Wire.WriteAsync(c, await Platform(world, c).AbandonAsync((await Wire.ReadAsync(c, World.KeyBody)).Key, c.RequestAborted), Domain.Placement));
        routes.MapGet("/v1/platforms/{platform}/orders/{id}", async c =>
            await Wire.WriteAsync(c, await Platform(world, c).TrackAsync(Value(c, "id"), c.RequestAborted), Domain.PlatformOrder));
        routes.MapPost("/v1/platforms/{platform}/orders/{id}/cancellation-terms", async c =>
            await Wire.WriteOutcomeAsync(c, await Platform(world, c).GetCancellationTermsAsync(Value(c, "id"), (await Wire.ReadAsync(c, World.TermsBody)).Lines, c.RequestAborted), Domain.CancellationTerms));
        routes.MapPost("/v1/platforms/{platform}/orders/{id}/cancellation", async c =>
        {
            var body = await Wire.ReadAsync(c, World.CancelBody);
            await Wire.WriteOutcomeAsync(c, await Platform(world, c).CancelAsync(body.Key, Value(c, "id"), body.Lines, body.MostFee, c.RequestAborted), Domain.CancellationTerms);
        });
        routes.MapPost("/v1/platforms/{platform}/orders/{id}/problems", async c =>
        {
            var body = await Wire.ReadAsync(c, World.ProblemBody);
            await Wire.WriteOutcomeAsync(c, await Platform(world, c).ReportProblemAsync(body.Key, Value(c, "id"), body.Report, c.RequestAborted), Domain.ProblemResolution);
        });
    }

    private static void MapPayments(IEndpointRouteBuilder routes, SandboxWorld world)
    {
        var gateway = world.Gateway;
        routes.MapPost("/v1/payments/authorise", async c =>
        {
            var body = await Wire.ReadAsync(c, World.AuthoriseBody);
            await Wire.WriteOutcomeAsync(c, await gateway.AuthoriseAsync(body.Key, body.PersonId, body.Method, body.Amount, c.RequestAborted), Domain.PaymentState);
        });
        routes.MapPost("/v1/payments/capture", async c =>
            await Wire.WriteOutcomeAsync(c, await gateway.CaptureAsync((await Wire.ReadAsync(c, World.KeyBody)).Key, c.RequestAborted), Domain.PaymentState));
        routes.MapPost("/v1/payments/void", async c =>
            await Wire.WriteAsync(c, await gateway.VoidAsync((await Wire.ReadAsync(c, World.KeyBody)).Key, c.RequestAborted), Domain.PaymentState));
        routes.MapPost("/v1/payments/refund", async c =>
        {
            var body = await Wire.ReadAsync(c, World.RefundBody);
            await Wire.WriteOutcomeAsync(c, await gateway.RefundAsync(body.Key, body.RefundKey, body.Amount, c.RequestAborted), Domain.PaymentState);
        });
        routes.MapPost("/v1/payments/find", async c =>
            await Wire.WriteAsync(c, await gateway.FindAsync((await Wire.ReadAsync(c, World.KeyBody)).Key, c.RequestAborted), Domain.PaymentState));
    }

    private static string Value(HttpContext context, string name) => (string)context.Request.RouteValues[name]!;

    private static IPlatform Platform(SandboxWorld world, HttpContext context)
    {
        var id = Value(context, "platform");
        return world.Platforms.FirstOrDefault(p => string.Equals(p.Info.Id, id, StringComparison.Ordinal)) ?? throw new ShopException("platform_unknown", $"The world has no platform \"{id}\".") { Subject = id };
    }
}

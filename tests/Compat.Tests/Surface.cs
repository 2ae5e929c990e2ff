using System.Reflection;

namespace Compat.Tests;

/// <summary>Writes the public members of an assembly, one a line.</summary>
internal static class Surface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<string> Of(Assembly assembly) => [.. assembly.GetExportedTypes()
        .OrderBy(type => type.FullName, StringComparer.Ordinal)
        .SelectMany(type => Members(type).Order(StringComparer.Ordinal).Prepend($"type {Name(type)}"))];

    private static IEnumerable<string> Members(Type type)
    {
        var owner = Name(type);
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => $"{owner}.{name}");
        }

        var constructors = type.GetConstructors().Select(constructor => $"{owner}({Parameters(constructor)})");
        var properties = type.GetProperties(Declared).Select(property =>
            $"{Short(property.PropertyType)} {owner}.{property.Name} {{{(property.GetMethod?.IsPublic == true ? " get;" : "")}{(property.SetMethod?.IsPublic == true ? " set;" : "")} }}");
        var methods = type.GetMethods(Declared).Where(method => !method.IsSpecialName)
            .Select(method => $"{Short(method.ReturnType)} {owner}.{method.Name}{Generics(method)}({Parameters(method)})");
        return constructors.Concat(properties).Concat(methods);
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{Short(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Default(parameter)}" : "")}"));

    private static string Default(ParameterInfo parameter) => parameter.RawDefaultValue switch
    {
        null when parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null => "default",
        null => "null",
        bool value => value ? "true" : "false",
        var value => $"{value}",
    };

    private static string Generics(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Constrained))}>" : "";

    private static string Constrained(Type argument)
    {
        var constraints = argument.GetGenericParameterConstraints().Select(Short).Order(StringComparer.Ordinal)
            .Concat(argument.GenericParameterAttributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) ? ["new()"] : []).ToList();
        return constraints.Count == 0 ? argument.Name : $"{argument.Name} : {string.Join(" & ", constraints)}";
    }

    private static string Name(Type type) => $"{type.Namespace}.{Short(type)}";

    private static string Short(Type type)
    {
        if (type.IsByRef)
        {
            return $"in {Short(type.GetElementType()!)}";
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return $"{Short(underlying)}?";
        }

        var name = type.IsNested && !type.IsGenericParameter ? $"{Short(type.DeclaringType!)}.{type.Name}" : type.Name;
        return type.IsArray ? $"{Short(type.GetElementType()!)}[]"
            : type.IsGenericType ? $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Short))}>"
            : name switch { "String" => "string", "Boolean" => "bool", "Int32" => "int", "Void" => "void", _ => name };
    }
}

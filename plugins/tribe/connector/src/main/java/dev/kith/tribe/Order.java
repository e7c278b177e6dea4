package dev.kith.tribe;

/** A total order of rows. The second one is for services that refuse to order by ID. */
enum Order {
    ID("ID"),
    CREATION("CreationDate,ID");

    private final String orderBy;

    Order(String orderBy) {
        this.orderBy = orderBy;
    }

    String orderBy() {
        return orderBy;
    }
}
